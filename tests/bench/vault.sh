#!/bin/sh
# vault.sh: what the other scripts here read, to have notes to measure.

# Makes $1/SCRIPT-SIZE, a vault of so many notes (gen) or people (network), unless it's there; $vault is its path then.
vault() {
	vault=$1/$2-$3
	if [ -z "$(find "$vault.done" -newer "tests/bench/$2.pl" 2>/dev/null)" ]; then
		rm -rf "$vault" "$vault.done"
		perl "tests/bench/$2.pl" "$3" "$vault"
		touch "$vault.done"
	fi
}
