"""The benchmarks: `make bench`. What is measured stands beside a floor measured in the same run.

*SQL floor*: the same rows read or written by bare psycopg2 under the same database role, with the
same encryption. *Plain page*: a Django view without middleware that runs that SQL and renders the
rows in a bare template. What a page has read since its floor was written is read by the floor too
(the tabs of the inbox, who works on each referral).

Growth: rows per organisation stay constant, organisations grow.
"""
