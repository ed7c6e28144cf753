"""Home: what waits to be done, what the numbers say, and what happened today. Sees all rooms; none imports it."""
