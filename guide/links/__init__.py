"""Whether the addresses that the guide and the directory name still lead somewhere.

A worker asks each of them once a week, and again each day where it failed: in production only. No
request goes to an address within a closed network, and none follows a reader's click.
"""
