"""What an owner looks at: the takings of the day, what is exceptional in them, and what every number is made of."""
