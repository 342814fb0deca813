#!/usr/bin/perl
# dates.t: what the tools reckon with days is what perl's calendar says; neither time zone nor locale changes a byte.
use v5.14;
use warnings;
use Cwd qw(abs_path);
use File::Basename qw(dirname);
use File::Temp qw(tempdir);
use Test::More;

chdir dirname(abs_path($0)) . '/..' or die "$0: $!\n";
my $build = abs_path($ENV{NG_BUILD} // 'build') // die "$0: no folder $ENV{NG_BUILD}\n";
$ENV{PATH} = "$build:$ENV{PATH}";
delete @ENV{qw(SOURCE_DATE_EPOCH NG_DIR LANG LANGUAGE), grep { /^LC_/ } keys %ENV};
my $dir = tempdir('ng-dates-XXXXXX', TMPDIR => 1, CLEANUP => 1);

# the days since 0000-12-31 of 1970-01-01 and 9999-12-31
my ($EPOCH, $LAST) = (719163, 3652059);
my %DAYS = (d => 1, w => 7, m => 30, y => 365);

# whoever was met on a day and wants to be met every so often is due that much later: on the days around each month's
# end in 400 years, and on days of all ten thousand
my @days = map { int } 1, 2, 59, 60, 365, 366, $LAST - 1, $LAST, map({ $_ * $LAST / 3000 } 1 .. 2999);
for (my $day = 1; $day < 400 * 366; $day++) {
	push @days, 693596 + $day if day_of(693597 + $day) =~ /-01$/;    # from 1900 on
}
my (@records, %due);
for my $i (0 .. $#days) {
	my $unit   = (qw(d w m y))[$i % 4];
	my $number = 1 + $i * 7919 % 40;
	my $due    = $days[$i] + $number * $DAYS{$unit};
	$due{"p$i"} = day_of($due) =~ tr/-//dr if $due <= $LAST;
	push @records, record('person', '', "\@p$i", '', "P$i"), record('field', '', "\@p$i", 'every', "$number$unit"),
		record('met', day_of($days[$i]), "\@p$i", 'coffee', 'coffee');
}
spew("$dir/every.tsv", join '', @records);
my %got;
my $calendar = `ng-export -d 9999-12-31 icalendar <$dir/every.tsv` =~ s{\r\n }{}gr;
for my $todo (split /END:VTODO/, $calendar) {
	my ($day)  = $todo =~ /DUE;VALUE=DATE:(\d+)/ or next;
	my ($name) = $todo =~ /SUMMARY:.*\bP(\d+)\b/ or next;
	$got{"p$name"} = $day;
}
ok(keys %due > 7000, 'many days are looked at: ' . keys %due);
my @wrong = grep { ($got{$_} // 'none') ne $due{$_} } sort keys %due;
is(scalar @wrong, 0, 'days, weeks, months and years are added as perl adds days') or diag join "\n", map { "$_: $due{$_}, not " . ($got{$_} // 'none') } @wrong[0 .. 4];

# the whole pipeline over the example vault
my @commands = (
	'ng-parse tests/notes',
	'ng-check -d 2026-11-23 tests/notes || true',
	"ng-match -d 2026-11-23 <$dir/records",
	"ng-match -n -d 2026-11-23 'who knows İstanbul and grants?' <$dir/records",
	(map { "ng-report -d 2026-11-23 $_ <$dir/matches" } qw(goals agenda who brief board ledger network review), 'event 2026-09-24', '-t html review'),
	(map { "ng-export -d 2026-11-23 $_ <$dir/matches" } qw(vcard icalendar dot json csv)),
	"ng-export icalendar <$dir/matches",
	"ng-import -d 2026-11-23 $dir/a.vcf",
	"rm -f $dir/log.md; ng-log -f $dir/log.md 'İdil ile çay: \@ines'; cat $dir/log.md",
);
spew("$dir/a.vcf", join "\r\n", 'BEGIN:VCARD', 'VERSION:3.0', 'FN:İdil Işık', 'BDAY:1980-02-29', 'ORG:ıIiİ', 'END:VCARD', '');
$ENV{TZ} = 'UTC0';
$ENV{LC_ALL} = 'C';
system("ng-parse tests/notes >$dir/records && ng-match -d 2026-11-23 <$dir/records >$dir/matches 2>/dev/null") == 0 or die "$0: no records\n";
# one second before a day ends in Greenwich
$ENV{SOURCE_DATE_EPOCH} = 1795478399;
my @first = map { scalar `{ $_; } 2>&1` } @commands;
ok(length > 20, "it says something: " . length) for @first;
like($first[-1], qr/^## 2026-11-23$/m, 'SOURCE_DATE_EPOCH is a day in Greenwich');

# no names that want a data base of zones: New Zealand's far side, the last to see a day, half an hour and a summer time
my @zones = ('UTC0', '<+14>-14', '<-11>11', 'NST3:30NDT,M3.2.0,M11.1.0');
my @locales = ('C', 'C.UTF-8');
$ENV{LOCPATH} = $dir;
for (qw(de_DE tr_TR)) {
	if (system("localedef -i $_ -f UTF-8 $dir/$_.UTF-8 >$dir/localedef 2>&1") <= 256 && -e "$dir/$_.UTF-8/LC_CTYPE") {
		push @locales, "$_.UTF-8";
		is(`LC_ALL=$_.UTF-8 locale decimal_point`, ",\n", "$_ is in force");
	} elsif ($ENV{NG_NO_SKIP}) {
		fail("the locale $_ can be made");
	} else {
		SKIP: { skip "the locale $_ can't be made", 1 }
	}
}
for my $zone (@zones) {
	for my $locale (@locales) {
		@ENV{qw(TZ LC_ALL)} = ($zone, $locale);
		my @other = map { scalar `{ $_; } 2>&1` } @commands;
		my @differ = grep { $first[$_] ne $other[$_] } 0 .. $#commands;
		is(join("\n", map { $commands[$_] } @differ), '', "the same bytes in $zone, $locale");
	}
}
# without it, the day is that of the place
delete $ENV{SOURCE_DATE_EPOCH};
my %today = map { local $ENV{TZ} = $_; my $out = `rm -f $dir/log.md; ng-log -f $dir/log.md 'x \@y' >/dev/null 2>&1; cat $dir/log.md; date +%F`; ($_ => [$out =~ /(\d{4}-\d\d-\d\d)/g]) } '<+14>-14', '<-11>11';
is($_->[0], $_->[1], 'today is the day where one is') for values %today;
isnt($today{'<+14>-14'}[0], $today{'<-11>11'}[0], 'and that differs');
done_testing;

sub day_of {
	my (undef, undef, undef, $day, $month, $year) = gmtime(($_[0] - $EPOCH) * 86400);
	return sprintf '%04d-%02d-%02d', $year + 1900, $month + 1, $day;
}

sub record {
	my ($kind, $date, $people, $what, $text) = @_;
	return join("\t", $kind, '', $date, '', '', $people, '', '', $what, $text, '', '', 'a.md:1') . "\n";
}

sub spew {
	my ($file, $text) = @_;
	open my $out, '>:raw', $file or die "$0: $file: $!\n";
	print $out $text;
	close $out or die "$0: $file: $!\n";
}
