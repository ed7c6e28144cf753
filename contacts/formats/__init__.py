"""What people type, checked and normalised at the edge: in forms, imports and commands (V1, ruling 18).

Pure functions, besides the form. Synchronizing never comes here (V2).
"""
