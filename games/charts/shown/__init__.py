"""Which chart everybody looks at: wall, devices, cockpit and board ask here and nowhere else.

Every chart has one name (``item``), which a game stores as the facilitator's choice. What of it
there is to show is asked anew each time (docs/decisions/0016).
"""
