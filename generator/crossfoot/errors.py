"""What stops a run: a broken set-up or a failed tool. Bad filing data is a Finding, never one of
these."""


class CrossfootError(Exception):
    """Something the user must set right before anything can run; `hint` says how."""

    exit_code = 3

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class UsageError(CrossfootError):
    """The command was called in a way it does not take."""

    exit_code = 2


class SetupError(CrossfootError):
    """A folder, file or package that the program itself needs is missing or broken."""


class ToolError(CrossfootError):
    """A tool that we start (Arelle) did not answer."""

    exit_code = 4
