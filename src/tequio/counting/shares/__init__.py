"""The Method of Equal Shares, exact: integers enclose every ballot's money, rational numbers settle what is too close.

D. Peters, G. Pierczyński, P. Skowron, "Proportional Participatory Budgeting with Additive Utilities" (NeurIPS 2021);
the rules of practice around it: equalshares.net. The proof that the winners are those of exact arithmetic stands in
docs/guide/counting.md.
"""
