META
key;value
description;"A town; and its ""budget"""
budget ; 100
vote_type;approval
rule;greedy
some_new_field;kept
PROJECTS
project_id; cost ;name;selected;colour
1;60;"Trees; and
benches";1;green
2;50.50;Lamps;0;
3;999999999;Withdrawn;0;
4 ;39;Bins;1;
VOTES
voter_id;vote;age
a;1, 2 ,1;30
b;;
c;4;55
d;1,3

