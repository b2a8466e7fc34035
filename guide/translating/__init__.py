"""The workbench: every text of the portal's content that exists in several languages."""
