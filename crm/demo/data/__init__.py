"""What the demo company consists of. All firms and people are invented; places, post codes and codes are real."""
