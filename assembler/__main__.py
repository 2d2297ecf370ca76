"""`python -m assembler`: the same as the command `assembler`."""

from assembler.cli import main

if __name__ == "__main__":
    main()
