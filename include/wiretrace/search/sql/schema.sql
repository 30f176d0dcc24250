-- Grain: entries has one row per thing that can be found; the words of each kind have an index of their own.
create table if not exists entries (number integer primary key, kind text not null, key text not null, digest text not null, weight real not null);
create unique index if not exists entries_by_key on entries (kind, key);
create table if not exists numbers (name text primary key, value integer not null);
insert or ignore into numbers values ('highest', 0), ('version', 1);
create virtual table if not exists article_words using fts5(title, body, content = '', tokenize = "unicode61 remove_diacritics 2");
create virtual table if not exists claim_words using fts5(title, body, content = '', tokenize = "unicode61 remove_diacritics 2");
create virtual table if not exists speaker_words using fts5(title, body, content = '', tokenize = "unicode61 remove_diacritics 2");
create virtual table if not exists outlet_words using fts5(title, body, content = '', tokenize = "unicode61 remove_diacritics 2");
