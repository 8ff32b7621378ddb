"""The shell of a build: what one command leaves to the next."""

from pathlib import Path

from local_aws.server.builds.shell import Shell


def said(shell: Shell, *commands: str) -> str:
    told: list[str] = []
    for command in commands:
        assert shell.run(command, told.append, lambda: False) == 0
    return "".join(told)


def test_variables_and_the_folder_stay_where_paths_have_spaces_and_quotes(tmp_path: Path) -> None:
    source = tmp_path / "it's my source"
    (source / "a b").mkdir(parents=True)
    shell = Shell(tmp_path / "it's my session", source, {"GIVEN": 'it\'s "given" $HOME'})
    assert said(shell, 'cd "a b"; COLOUR="light blue"', 'echo "$COLOUR|$GIVEN|${PWD##*/}"') == (
        'light blue|it\'s "given" $HOME|a b\n'
    )
