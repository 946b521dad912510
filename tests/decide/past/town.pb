META
key;value
description;Municipal PB in Wólka
country;Poland
unit;Wólka
instance;2019
num_projects;5
num_votes;6
budget;1000.50
vote_type;approval
rule;greedy
date_begin;01.09.2019
date_end;15.09.2019
min_length;1
max_length;3
language;pl
currency;PLN
PROJECTS
project_id;cost;votes;name;category;district;latitude;longitude;description;selected
W/1;600;4;Ławki nad rzeką;zieleń, sport;Stare Łąki;51.25;22.75;Dziesięć ławek.;1
W/2;500.25;3;"Kino; letnie";kultura;Stare Łąki;0;0;;0
W/3;300;3;Plac zabaw;zieleń;Nowe Łąki;91;22;;1
W/4;999999999;1;Most;;Nowe Łąki;;;;0
W/5;100.50;1;;kultura;;;;;1
VOTES
voter_id;vote
1;W/1,W/2
2;W/1,W/3
3;W/1,W/2,W/3
4;W/1
5;W/2,W/4
6;W/3,W/5
