"""Run the program: `python -m <%- packageName %>`."""

from .cli import main

if __name__ == "__main__":
    main()
