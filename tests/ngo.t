#!/usr/bin/perl
# ngo.t: ngo in a terminal, and what shells and editors make of its completion.
#
# What isn't installed is skipped; with NG_NO_SKIP=1 that fails.
use v5.14;
use warnings;
use Cwd qw(abs_path);
use File::Basename qw(dirname);
use File::Temp qw(tempdir);
use Test::More;

chdir dirname(abs_path($0)) . '/..' or die "$0: $!\n";
my $root = abs_path('.');
my $build = abs_path($ENV{NG_BUILD} // 'build') // die "$0: no folder $ENV{NG_BUILD}\n";
$ENV{PATH} = "$build:$ENV{PATH}";
@ENV{qw(TZ LC_ALL TERM SOURCE_DATE_EPOCH)} = ('UTC', 'C', 'xterm', 1795392000);
delete @ENV{qw(NG_DIR PAGER LESS NO_COLOR MAKEFLAGS MAKELEVEL)};
my $dir = tempdir('ng-ngo-XXXXXX', TMPDIR => 1, CLEANUP => 1);
chdir $dir or die "$0: $dir: $!\n";
$ENV{HOME} = $dir;

mkdir 'vault';
spew('vault/.ng', '');
spew('vault/people.md', "# #goal/atlas Fund Atlas\n# \@ines Ines Maes\n# \@ida Ida Lorenz\n");
spew('vault/a.md', "## 2026-11-20\n\n- promise: \@ines the *plan* due:2026-11-23\n");

with('shellcheck', sub {
	is(`shellcheck $root/cmd/ngo 2>&1`, '', 'the script is clean to shellcheck');
});

# Some build machines have `script`, and no terminals that it could make.
my $terminals = system('script -qec true /dev/null >/dev/null 2>&1 </dev/null') == 0;
diag('no terminal can be made here: what ngo does on one is not tested') if !$terminals;
with('script', sub {
	return if !$terminals;
	local $ENV{PAGER} = 'sed s/^/paged:/';
	my $shown = terminal('ngo -C vault agenda');
	like($shown, qr/^paged:\e\[1mComing up\e\[0m\npaged:\e\[2m=========\e\[0m$/m, 'a terminal gets a pager and colours');
	like($shown, qr/^paged:- .*, today: Ines Maes: I promised the \*plan\* \e\[2m\(vault\/a\.md:3\)\e\[0m$/m, 'and plain words');
	is(terminal('ngo -n -C vault agenda -w 3'), "ng-parse vault | ng-match | ng-report -w 3 -t text agenda\n", 'as ngo -n says');
	is(terminal('ngo -n -C vault goals -t html'), "ng-parse vault | ng-match | ng-report -t html goals\n", 'unless another type is asked for');
	like(terminal('ngo -C vault ls people'), qr/^paged:\@ida\tIda Lorenz$/m, 'lists are shown as they are');
	{
		local $ENV{NO_COLOR} = 1;
		unlike(terminal('ngo -C vault agenda'), qr/\e/, 'NO_COLOR is heeded');
	}
	unlike(terminal('TERM=dumb ngo -C vault check -W undefined; TERM=dumb ngo -C vault agenda'), qr/paged|\e/, 'a dumb terminal has neither');
	like(terminal('ngo -C vault who kelp; echo status $?'), qr/^status 1$/m, 'the status is that of the pipeline');
	$ENV{PAGER} = 'true';
	is(terminal('ngo -C vault agenda; echo status $?'), "status 0\n", 'leaving the pager early is no fault');
	spew('vault/many.md', "## 2026-11-20\n\n" . "- promise: \@ines a thing due:2026-11-24\n" x 20000);
	$ENV{PAGER} = 'head -n 1';
	is(terminal('NO_COLOR=1 ngo -C vault agenda; echo status $?'), "Coming up\nstatus 0\n", 'nor one that is told');
	unlink 'vault/many.md';
});
unlike(`ngo -C vault agenda`, qr/\e/, 'a file gets no colours');

with('bash', sub {
	spew('ask.bash', <<'END');
eval "$(ngo completion bash)"
cd vault
while IFS= read -r COMP_LINE; do
	COMP_POINT=${#COMP_LINE}
	_ngo
	echo "$COMP_LINE: ${COMPREPLY[*]}"
done
END
	spew('lines', "ngo le\nngo brief \@i\nngo goals \nngo log got x \@in\nngo log x #go\nngo log x '#go\nngo import \n");
	is(`bash ask.bash <lines 2>&1`, <<'END', 'bash completes commands, handles and goals');
ngo le: ledger
ngo brief @i: @ida @ines
ngo goals : atlas
ngo log got x @in: @ines
ngo log x #go: \#goal/atlas
ngo log x '#go: #goal/atlas
ngo import : 
END
});

# As typed: what stands in the line behind each TAB, as the shell would take it.
with('bash', sub {
	return if !$terminals || system('command -v script >/dev/null 2>&1') != 0;
	spew('rc.bash', 'PS1=' . "'\$ '\n" . 'eval "$(ngo completion bash)"' . "\ncd vault\n");
	is(typed("ngo log 'promise: \@in\t"), '<ngo><log><promise: @ines>', 'the last word in quotes is completed, and the others stay');
	is(typed("ngo log it's \@in\t"), '<ngo><log><its @ines>', 'also where the quote is an apostrophe');
	is(typed("ngo log 'a b' \"x, it's \@id\t"), '<ngo><log><a b><x, it\'s @ida>', 'quotes that are closed are none');
	is(typed("ngo log x #go\t"), '<ngo><log><x><#goal/atlas>', 'a goal is no comment');
});

with('zsh', sub {
	# compadd outside of a completion is a function that shows what it was given
	spew('ask.zsh', <<'END');
compdef() { : }
compadd() { print -l -- $values }
_files() { print files }
eval "$(ngo completion zsh)"
cd vault
words=(ngo brief @i) CURRENT=3 PREFIX=@i; _ngo
words=(ngo goals '') CURRENT=3 PREFIX=; _ngo
words=(ngo log x '\#go') CURRENT=4 PREFIX='\#go'; _ngo
words=(ngo import '') CURRENT=3 PREFIX=; _ngo
END
	is(`zsh -f ask.zsh 2>&1`, "\@ida\n\@ines\natlas\n#goal/atlas\nfiles\n", 'zsh completes handles, goals and files');
});

with('fish', sub {
	spew('ask.fish', <<'END');
ngo completion fish | source
cd vault
complete -C 'ngo led'
complete -C 'ngo brief @i'
complete -C 'ngo goals '
complete -C "ngo log '#go"
END
	is(`fish --no-config ask.fish 2>&1`, "ledger\n\@ida\tIda Lorenz\n\@ines\tInes Maes\natlas\tFund Atlas\n#goal/atlas\tFund Atlas\n",
		'fish completes commands, handles and goals');
});

with('vim', sub {
	plan_vim();
	my $said = `vim -u vimrc -i NONE -N -n -es -S script.vim vault/a.md </dev/null 2>&1`;
	my @got = split /\n/, slurp('said');
	is($got[0], 'ida ines|Ida Lorenz', 'Vim completes handles') or diag $said;
	is($got[1], 'ngLabel ngPerson ngDue', 'Vim highlights labels, people and due marks');
	like($got[2] // '', qr/^ngo -C .*vault'? check$/, ':make is ngo check');
	is($got[3], 'vault/a.md 3 7 W unknown handle', 'and its output is understood');
	is($got[4], '-3 4 -3', 'behind an ordinary word or in an address nothing is completed');
	is($got[5], '- got card: @ida', 'a note that is open is read anew when :NgLog has written it');
});

with('emacs', sub {
	spew('ask.el', <<"END");
(load "$root/cmd/editor/ng.el" nil t)
(add-hook 'find-file-hook #'ng-mode-maybe)
(find-file "vault/a.md")
(font-lock-mode 1)
(font-lock-ensure)
(goto-char (point-max))
(insert "hello (\@i")
(princ (format "%s\\n" (nth 2 (ng-complete-at-point))))
(goto-char (point-min))
(search-forward "promise")
(princ (format "%s\\n" (get-text-property (1- (point)) 'face)))
(princ (format "%s\\n" (replace-regexp-in-string "$dir" "" compile-command)))
(princ (format "%s %s\\n" major-mode (key-binding (kbd "M-TAB"))))
END
	is(`emacs -Q --batch -l ask.el 2>/dev/null`,
		"(\@ida \@ines)\n(font-lock-keyword-face)\nngo -C /vault/ check\ntext-mode completion-at-point\n", 'Emacs completes, highlights, compiles');
	my $faults = `emacs -Q --batch --eval '(setq byte-compile-dest-file-function (lambda (_) "$dir/ng.elc"))' -f batch-byte-compile $root/cmd/editor/ng.el 2>&1`;
	is($faults, '', 'the Emacs Lisp compiles without a warning');
});
done_testing;

sub plan_vim {
	spew('vimrc', "filetype plugin on\nsyntax on\nsource $root/cmd/editor/ng.vim\n");
	spew('script.vim', <<'END');
let found = NgComplete(0, '@i')
let line = join(map(copy(found), {_, f -> f.word[1:]})) . '|' . found[0].menu
let names = join(map([[3, 3], [3, 12], [3, 30]], {_, at -> synIDattr(synID(at[0], at[1], 1), 'name')}))
let make = &makeprg
call writefile(["vault/a.md:3:7: warning: unknown handle"], 'errors')
setlocal makeprg=cat\ errors
silent make!
let first = getqflist()[0]
enew!
let starts = []
for text in ['prom', 'got @i', 'ida@exa']
	call setline(1, text)
	call cursor(1, len(text))
	call add(starts, NgComplete(1, ''))
endfor
call mkdir('vault/log', 'p')
call writefile(['## 2026-11-23'], 'vault/log/2026-11.md')
edit! vault/log/2026-11.md
silent NgLog got card: @ida
let last = getline('$')
call writefile([line, names, make, join([bufname(first.bufnr), first.lnum, first.col, toupper(first.type), trim(first.text)]), join(starts), last], 'said')
qall!
END
}

# Runs the tests of a program that may not be there.
sub with {
	my ($program, $tests) = @_;
	if (system("command -v $program >/dev/null 2>&1") == 0) {
		$tests->();
	} elsif ($ENV{NG_NO_SKIP}) {
		fail("$program is installed");
	} else {
		SKIP: { skip "$program is not installed", 1 }
	}
}

sub terminal {
	my ($command) = @_;
	local $ENV{NG_COMMAND} = $command;
	# less the progress that is shown after a second
	return `script -qec "\$NG_COMMAND" /dev/null </dev/null` =~ s/\r//gr =~ s/\e\[K(?:\d+ files, [^\e]*)?//gr;
}

# The words of a line that is typed into bash in a terminal.
sub typed {
	my ($keys) = @_;
	spew('keys', "$keys\001printf '<%s>' \005\nexit\n");
	my $shown = `TERM=dumb timeout 120 script -qec 'bash --noprofile --rcfile rc.bash -i' /dev/null <keys 2>/dev/null`;
	return $shown =~ /^(<ngo>.*>)/m ? $1 : $shown;
}

sub slurp {
	my ($file) = @_;
	open my $in, '<', $file or return '';
	local $/;
	return readline($in) // '';
}

sub spew {
	my ($file, $text) = @_;
	open my $out, '>', $file or die "$0: $file: $!\n";
	print $out $text;
	close $out or die "$0: $file: $!\n";
}
