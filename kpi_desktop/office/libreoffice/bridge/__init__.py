"""The far side: runs under whichever Python has ``uno``, answers JSON lines.

Standard library and ``uno`` only, Python 3.8 or later, so that the Python
shipped inside LibreOffice can run it.  Nothing here knows xlwings.
"""
