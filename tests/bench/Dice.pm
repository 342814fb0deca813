# Dice: numbers that look like chance and are the same everywhere, for the vaults that the benchmarks invent.
package Dice;
use v5.14;
use warnings;
use Exporter qw(import);
our @EXPORT = qw(dice one);

my $state = 20261123;    # xorshift32 (Marsaglia, 2003)

sub dice {
	my ($sides) = @_;
	$state ^= ($state << 13) & 0xffffffff;
	$state ^= $state >> 17;
	$state ^= ($state << 5) & 0xffffffff;
	return $state % $sides;
}

sub one { return $_[dice(scalar @_)] }

1;
