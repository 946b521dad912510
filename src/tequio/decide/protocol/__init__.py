"""The vote's protocol, pure: rules that are frozen, ballots that are logged, a bundle that anybody recounts.

Nothing here knows a database or Django. What is promised and what is not is told in docs/guide/recount.md.
"""
