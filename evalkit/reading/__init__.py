"""From files to rows: files, workbook, headers, cells, names, pseudonyms, derived columns.

Each module is one step and knows only the steps before it; `evalkit.records` runs them in order.
"""
