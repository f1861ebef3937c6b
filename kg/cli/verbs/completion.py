"""``battlekg completion``: the script with which a shell completes commands."""

from __future__ import annotations

import argparse
import sys
from typing import Final

from kg.cli.verbs import Verb

__all__ = ["SHELLS", "VERB"]

_BASH: Final = r"""# battlekg: completion for bash; load it with: source <(battlekg completion bash)
_battlekg() {
    local IFS=$'\n' line
    COMPREPLY=()
    for line in $(battlekg completion -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null); do
        COMPREPLY+=("${line%%$'\t'*}")
    done
}
complete -o default -F _battlekg battlekg
"""

_ZSH: Final = r"""#compdef battlekg
# battlekg: completion for zsh; load it with: source <(battlekg completion zsh)
_battlekg() {
    local -a values shown
    local line
    for line in "${(@f)$(battlekg completion -- "${(@)words[2,CURRENT]}" 2>/dev/null)}"; do
        [[ -n $line ]] || continue
        values+=("${line%%$'\t'*}")
        shown+=("${line/$'\t'/  -- }")
    done
    if (( $#values )); then compadd -U -l -d shown -a values; else _files; fi
}
(( $+functions[compdef] )) && compdef _battlekg battlekg
"""

_FISH: Final = r"""# battlekg: completion for fish; load it with: battlekg completion fish | source
function __battlekg
    set -l words (commandline -opc) (commandline -ct)
    battlekg completion -- $words[2..-1] 2>/dev/null
end
complete -c battlekg -k -a '(__battlekg)'
"""

SHELLS: Final = {"bash": _BASH, "zsh": _ZSH, "fish": _FISH}
"""The script of each shell."""


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("shell", choices=tuple(SHELLS), help="which shell")


def _run(options: argparse.Namespace) -> None:
    sys.stdout.write(SHELLS[options.shell])


VERB = Verb(
    "ask",
    "Print the script with which a shell completes commands, questions, parameters and their values.",
    "battlekg completion bash",
    _arguments,
    _run,
    dataset=False,
)
