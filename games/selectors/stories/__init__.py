"""The story of each round: facts found in the record, and one sentence for each kind of fact.

``facts_of`` finds (pure functions over the record), ``words`` makes the sentences from one table.
"""
