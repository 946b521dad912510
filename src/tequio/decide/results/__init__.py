"""From the close to the result: settlement, opening, bundle, count."""
