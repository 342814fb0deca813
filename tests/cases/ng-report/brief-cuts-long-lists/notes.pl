# Somebody who writes down much: 25 needs, 25 things to give; 15 lines of each sort about @bea; 12 encounters of a day.
print "## \@ida Ida\n\n- me:: yes\n";
print "- knows: thing $_\n" for 1 .. 25;
print "\n# #goal/atlas Fund Atlas\n\n";
print "- need advice: question number $_ of grants?\n" for 1 .. 25;
print "\n## \@bea Bea\n\n";
print "- field$_:: value\n- need help: with box $_\n- knows: subject $_ of grants\n- promise: paper $_\n" for 1 .. 15;
print "\n# 2026-10-01 Walk with \@bea\n\n";
print "- \@bea said sentence $_\n" for 1 .. 15;
print "\n# 2026-12-24 Round $_ with \@bea and \@tom$_\n" for 1 .. 12;
print "\n# 2026-12-24 Last round with \@bea\n\n";
print "- [ ] bring up point $_\n" for 1 .. 25;
