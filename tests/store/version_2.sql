BEGIN TRANSACTION;
CREATE TABLE corrections (
	id INTEGER NOT NULL, 
	once TEXT NOT NULL, 
	form TEXT NOT NULL, 
	year INTEGER NOT NULL, 
	agency_code TEXT NOT NULL, 
	agency_name TEXT NOT NULL, 
	scope TEXT NOT NULL, 
	subject_code TEXT NOT NULL, 
	subject_name TEXT NOT NULL, 
	sha256 TEXT NOT NULL, 
	"key" TEXT NOT NULL, 
	raw TEXT NOT NULL, 
	who TEXT NOT NULL, 
	at TEXT NOT NULL, 
	why TEXT NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (once)
);
CREATE TABLE cursors (
	name TEXT NOT NULL, 
	value TEXT NOT NULL, 
	PRIMARY KEY (name)
);
INSERT INTO "cursors" VALUES('imap/INBOX','7:2');
INSERT INTO "cursors" VALUES('sent-back/9a32215f6ab2cd2b05e71c1e397af4564216b497406361fca69d773a7649394c','2026-03-01T12:00:00+00:00');
INSERT INTO "cursors" VALUES('sent-back/bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb','2026-03-02T20:00:00.000005+08:00');
CREATE TABLE decisions (
	id INTEGER NOT NULL, 
	once TEXT NOT NULL, 
	form TEXT NOT NULL, 
	year INTEGER NOT NULL, 
	agency_code TEXT NOT NULL, 
	agency_name TEXT NOT NULL, 
	scope TEXT NOT NULL, 
	subject_code TEXT NOT NULL, 
	subject_name TEXT NOT NULL, 
	sha256 TEXT NOT NULL, 
	verdict TEXT NOT NULL, 
	step TEXT NOT NULL, 
	section TEXT NOT NULL, 
	who TEXT NOT NULL, 
	at TEXT NOT NULL, 
	opinion TEXT NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (once)
);
INSERT INTO "decisions" VALUES(1,'08c450a772d99f0220d438231a68601dca34fa069b0e9aab09476a3c4fca234e','S0',2026,'101','','本级','','','aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa','退回','初审','社保科','审核员甲','2026-03-01T12:00:00+00:00','请改');
CREATE TABLE deliveries (
	id INTEGER NOT NULL, 
	once TEXT NOT NULL, 
	sha256 TEXT NOT NULL, 
	name TEXT NOT NULL, 
	size INTEGER NOT NULL, 
	origin TEXT NOT NULL, 
	role TEXT NOT NULL, 
	received TEXT NOT NULL, 
	message_id TEXT NOT NULL, 
	sender TEXT NOT NULL, 
	subject TEXT NOT NULL, 
	sent TEXT, 
	sent_utc TEXT, 
	note TEXT NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (once)
);
INSERT INTO "deliveries" VALUES(1,'2bf45958449568991734193bd45e526713000e5ba5af273e992949bcc1b0f578','9a32215f6ab2cd2b05e71c1e397af4564216b497406361fca69d773a7649394c','申报表1.xlsx',9,'收件/m.eml','填报件','2026-03-01T12:00:00+00:00','m','a@example.org','报送','2026-03-01T12:00:00+00:00','2026-03-01T12:00:00.000000','');
CREATE TABLE extensions (
	id INTEGER NOT NULL, 
	once TEXT NOT NULL, 
	agency TEXT NOT NULL, 
	form TEXT NOT NULL, 
	until DATE NOT NULL, 
	who TEXT NOT NULL, 
	at TEXT NOT NULL, 
	why TEXT NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (once)
);
CREATE TABLE figures (
	filing INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	"key" TEXT NOT NULL, 
	label TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	value TEXT, 
	number DOUBLE, 
	text TEXT NOT NULL, 
	measure TEXT NOT NULL, 
	yuan TEXT, 
	filed TEXT NOT NULL, 
	PRIMARY KEY (filing, position), 
	FOREIGN KEY(filing) REFERENCES filings (id)
)
 WITHOUT ROWID

;
INSERT INTO "figures" VALUES(1,0,'funds.total','合计','amount','1',1.0,'','万元','10000.00','');
CREATE TABLE filings (
	id INTEGER NOT NULL, 
	sha256 TEXT NOT NULL, 
	source TEXT NOT NULL, 
	file_type TEXT NOT NULL, 
	recognised TEXT NOT NULL, 
	form TEXT, 
	edition TEXT, 
	year INTEGER, 
	agency_code TEXT, 
	agency_name TEXT, 
	subject_code TEXT, 
	subject_name TEXT, 
	scope TEXT, 
	issue TEXT, 
	office TEXT, 
	fingerprint TEXT, 
	counts TEXT, 
	signature TEXT, 
	odd_year TEXT, 
	unplaced INTEGER NOT NULL, 
	modified TEXT, 
	modified_utc TEXT, 
	PRIMARY KEY (id), 
	UNIQUE (sha256)
);
INSERT INTO "filings" VALUES(1,'9a32215f6ab2cd2b05e71c1e397af4564216b497406361fca69d773a7649394c','申报表1.xlsx','xlsx','封签','S0','2026',2026,'101','示例市第101局','','','本级','','','0123456789ab','[]','',NULL,0,'2026-03-01T12:00:00+00:00','2026-03-01T12:00:00.000000');
CREATE TABLE findings (
	filing INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	code TEXT NOT NULL, 
	severity TEXT NOT NULL, 
	agency TEXT NOT NULL, 
	form TEXT NOT NULL, 
	sheet TEXT NOT NULL, 
	cell TEXT NOT NULL, 
	label TEXT NOT NULL, 
	"key" TEXT NOT NULL, 
	message TEXT NOT NULL, 
	hint TEXT NOT NULL, 
	found TEXT NOT NULL, 
	expected TEXT NOT NULL, 
	rule TEXT NOT NULL, 
	explanation TEXT NOT NULL, 
	PRIMARY KEY (filing, position), 
	FOREIGN KEY(filing) REFERENCES filings (id)
)
 WITHOUT ROWID

;
INSERT INTO "findings" VALUES(1,0,'V101','退回','示例市第101局','S0','','','','','应填数字，实填‘九十’。','请只填数字。','九十','数字','','');
CREATE TABLE issued (
	id INTEGER NOT NULL, 
	once TEXT NOT NULL, 
	form TEXT NOT NULL, 
	year INTEGER NOT NULL, 
	agency_code TEXT NOT NULL, 
	agency_name TEXT NOT NULL, 
	scope TEXT NOT NULL, 
	subject_code TEXT NOT NULL, 
	subject_name TEXT NOT NULL, 
	printed_agency TEXT NOT NULL, 
	printed_subject TEXT NOT NULL, 
	issue TEXT NOT NULL, 
	edition TEXT NOT NULL, 
	fingerprint TEXT NOT NULL, 
	file TEXT NOT NULL, 
	sha256 TEXT NOT NULL, 
	at TEXT NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (once)
);
CREATE TABLE meta (
	name TEXT NOT NULL, 
	value TEXT NOT NULL, 
	PRIMARY KEY (name)
);
INSERT INTO "meta" VALUES('application','jixiao_xlsx');
INSERT INTO "meta" VALUES('version','2');
CREATE TABLE records (
	filing INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	"key" TEXT NOT NULL, 
	label TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	raw TEXT NOT NULL, 
	type TEXT, 
	value TEXT, 
	number DOUBLE, 
	measure TEXT NOT NULL, 
	yuan TEXT, 
	sheet TEXT NOT NULL, 
	cell TEXT NOT NULL, 
	row_order INTEGER NOT NULL, 
	inserted BOOLEAN NOT NULL, 
	PRIMARY KEY (filing, position), 
	FOREIGN KEY(filing) REFERENCES filings (id)
)
 WITHOUT ROWID

;
INSERT INTO "records" VALUES(1,0,'funds.fiscal','财政拨款','amount','1.10','number','1.10',1.1,'万元','11000.00','填报表','D4',0,0);
INSERT INTO "records" VALUES(1,1,'goals[1].name','指标名称','text','培训人次','text','培训人次',NULL,'',NULL,'填报表','B9',0,0);
INSERT INTO "records" VALUES(1,2,'goals[1].target','指标值','target','≥500人次','text','≥500人次',NULL,'',NULL,'填报表','C9',0,0);
CREATE TABLE sent (
	id INTEGER NOT NULL, 
	once TEXT NOT NULL, 
	digest TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	agency TEXT NOT NULL, 
	recipient TEXT NOT NULL, 
	subject TEXT NOT NULL, 
	message_id TEXT NOT NULL, 
	at TEXT NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (once)
);
INSERT INTO "sent" VALUES(1,'7fca12ffee611bdfa22b0f3e8ff9f61c8911af18445ca0423406f3dd250b598f','dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd','催报','101','a@example.org','请报送','<1@example.org>','2026-03-01T12:00:00+00:00');
CREATE TABLE targets (
	filing INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	part INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	label TEXT NOT NULL, 
	operator TEXT NOT NULL, 
	value DOUBLE, 
	low DOUBLE, 
	high DOUBLE, 
	measure TEXT NOT NULL, 
	per TEXT NOT NULL, 
	yuan TEXT, 
	approximate BOOLEAN NOT NULL, 
	implied BOOLEAN NOT NULL, 
	direction TEXT NOT NULL, 
	level TEXT NOT NULL, 
	horizon TEXT NOT NULL, 
	deadline TEXT NOT NULL, 
	reference TEXT NOT NULL, 
	confidence TEXT NOT NULL, 
	whole TEXT NOT NULL, 
	PRIMARY KEY (filing, position, part), 
	FOREIGN KEY(filing) REFERENCES filings (id)
)
 WITHOUT ROWID

;
INSERT INTO "targets" VALUES(1,2,0,'number','','≥',500.0,NULL,NULL,'人次','',NULL,0,0,'正向','','','','','high','{"raw": "≥500人次", "kind": "number", "parts": [{"label": "", "operator": "≥", "value": "500", "approximate": false, "scale": "", "measure": "人次", "per": "", "implied": false, "direction": "正向"}], "level": "", "horizon": "", "deadline": null, "reference": "", "basis": "", "direction": "正向", "direction_source": "operator", "issues": [], "confidence": "high"}');
CREATE TABLE trail (
	id INTEGER NOT NULL, 
	once TEXT NOT NULL, 
	at TEXT NOT NULL, 
	who TEXT NOT NULL, 
	command TEXT NOT NULL, 
	outcome TEXT NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (once)
);
INSERT INTO "trail" VALUES(1,'dcfb9b558e2fb7d2d32058f4d3eb5cd9015aa9ff56dcb3db5726fa84fcf19449','2026-03-01T12:00:00+00:00','审核员甲','jixiao collect','收到 3 份');
CREATE TABLE waivers (
	id INTEGER NOT NULL, 
	once TEXT NOT NULL, 
	form TEXT NOT NULL, 
	year INTEGER NOT NULL, 
	agency_code TEXT NOT NULL, 
	agency_name TEXT NOT NULL, 
	scope TEXT NOT NULL, 
	subject_code TEXT NOT NULL, 
	subject_name TEXT NOT NULL, 
	code TEXT NOT NULL, 
	"key" TEXT NOT NULL, 
	who TEXT NOT NULL, 
	at TEXT NOT NULL, 
	why TEXT NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (once)
);
CREATE INDEX deliveries_sha256 ON deliveries (sha256);
CREATE INDEX filings_agency_name ON filings (agency_name);
CREATE INDEX filings_agency_code ON filings (agency_code);
CREATE INDEX filings_form ON filings (form);
CREATE INDEX filings_year ON filings (year);
CREATE INDEX sent_digest ON sent (digest);
CREATE INDEX records_key ON records ("key");
CREATE VIEW v_filings AS
SELECT f.id AS filing, f.sha256, f.form, f.edition, f.year, f.agency_code, f.agency_name, f.scope, f.subject_code,
  f.subject_name, f.source, d.sent_utc, f.modified_utc, r.records,
  (SELECT COUNT(*) FROM findings g WHERE g.filing = f.id AND g.severity = '退回') AS returns,
  (SELECT COUNT(*) FROM findings g WHERE g.filing = f.id AND g.severity = '说明') AS explains,
  (SELECT COUNT(*) FROM findings g WHERE g.filing = f.id AND g.severity = '提示') AS notes,
  CASE WHEN f.form IS NOT NULL AND r.records > 0 AND ROW_NUMBER() OVER (
    PARTITION BY f.form IS NOT NULL AND r.records > 0, f.form, f.year, f.odd_year, f.agency_code,
      CASE WHEN f.agency_code = '' THEN f.agency_name ELSE '' END, f.scope, f.subject_code,
      CASE WHEN f.subject_code = '' THEN f.subject_name ELSE '' END,
      CASE WHEN f.agency_code = '' AND f.agency_name = '' THEN f.id ELSE 0 END
    ORDER BY COALESCE(d.sent_utc, f.modified_utc, '') DESC, f.sha256 DESC
  ) = 1 THEN 1 ELSE 0 END AS newest
FROM filings f
JOIN (SELECT h.id, COUNT(k.filing) AS records FROM filings h LEFT JOIN records k ON k.filing = h.id GROUP BY h.id) r
  ON r.id = f.id
LEFT JOIN (SELECT sha256, MIN(sent_utc) AS sent_utc FROM deliveries GROUP BY sha256) d ON d.sha256 = f.sha256;
CREATE VIEW v_amounts AS
SELECT v.form, v.year, v.agency_code, v.agency_name, v.scope, v.subject_code, v.subject_name, k.key, k.label, k.kind,
  k.value, k.number, k.measure, k.yuan, k.computed, v.newest, v.sha256
FROM v_filings v
JOIN (
  SELECT filing, key, label, kind, value, number, measure, yuan, 0 AS computed FROM records
  UNION ALL
  SELECT filing, key, label, kind, value, number, measure, yuan, 1 AS computed FROM figures
) k ON k.filing = v.filing
WHERE k.number IS NOT NULL;
COMMIT;
