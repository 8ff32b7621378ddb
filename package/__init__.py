"""What is offered of the components to programs in other languages: arguments and outputs that all of them have."""
