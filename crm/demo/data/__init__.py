"""What the demo company consists of. Firms and people are invented; places and post codes are real."""
