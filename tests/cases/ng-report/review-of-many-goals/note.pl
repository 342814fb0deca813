# 14 goals that something was got for, 14 that nothing was got for, 14 that are over; whom I often see for no goal.
print "## \@ida Ida\n\n- me:: yes\n";
for my $n (1 .. 14) {
	print "\n# #goal/moved$n Moved $n by:2027-01-01\n\n- why: reason $n\n- want: thing $n\n- need advice: on thing $n\n";
	print "\n# #goal/idle$n Idle $n\n";
	print "\n- [x] #goal/over${n}:: Over $n ✅ 2026-0", 1 + $n % 9, "-01\n";
	print "\n- [-] #goal/dropped:: Dropped ❌ 2026-05-05\n" if $n == 1;
}
for my $n (1 .. 14) {
	print "\n# 2026-06-", sprintf('%02d', $n), "\n\n- got advice: \@p$n #goal/moved$n\n- got card: \@q$n #goal/moved1\n";
	print "- got lead: somebody wrote #goal/moved1\n" if $n == 1;
	print "- idea: print it #goal/moved2/part\n- got help: \@p$n\n- got help: \@p1 #goal/moved1\n";
}
for my $n (1 .. 12) {
	print "\n# 2026-0$_-0", 1 + $n % 9, " Walk with \@walker$n\n" for 3 .. 5;
}
print "\n# 2026-11-20 Call \@p1\n\n- got idea: \@p1 a letter a week #goal/moved1\n- [-] why: no longer #goal/idle1\n";
