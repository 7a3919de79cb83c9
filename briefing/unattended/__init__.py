"""Many briefs with nobody watching: in batches, on a schedule, on one machine or many.

::

    batch       orders one after another → briefs in a folder, over any number of interruptions
    following   what is new in the feeds that a manifest names → orders
    bureau      what the briefs of a run share, and the writing of one
    account     the money of one brief: the flow's ledger, over a store and a pace
    pace        how fast calls go, and when all of them wait
    dispatch    a bureau that has its works written by workers on other machines
    worker      takes works from the queue, and writes them
    schedule    when a batch of one is due
    delivery    files, each written whole or not at all, and a table of all items
    meter       a bar, lines, or lines of JSON
    status      what runs have done, and what is due next
    stopping    SIGINT and SIGTERM, told to who is at work
    warming     what can be loaded while the first answer is on its way
"""
