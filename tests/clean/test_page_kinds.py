"""Walls, notices, lost and index pages are discarded under their reason; articles that look like them are kept."""

from __future__ import annotations

import json

import pytest

from wiretrace.clean.article import Cleaned, clean_html

URL = "https://www.courier.example/politics/2026/dam-audit-finds-twice-the-cost"
STORY = [
    "The dam across the Tern Basin will cost about 2.4 billion crowns, twice the sum that the ministry promised when work began, an audit said on Monday.",
    "“Nobody asked what the rock was made of,” said Ilse Varga, who led the audit, in a hall that had been booked for a celebration of the first concrete.",
    "The ministry did not dispute the figure but said that the work would go on, because stopping now would cost even more than finishing what was begun.",
    "Opposition deputies asked for a hearing before the spring recess, and two of them said that they would publish letters that the ministry had ignored.",
]
BRIEF = "The harbour at Ashmere was closed for six hours on Tuesday after a crane slipped from its rails. Nobody was hurt, the port master said. Two ferries turned back to Northport and the evening boat sailed an hour late with eighty passengers."


def page(title: str, *paragraphs: str, head: str = "", body: str = "") -> str:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f"<html><head><title>{title}</title>{head}</head><body>{body}<main><h1>{title}</h1>{text}</main></body></html>"
    )


def links(*headlines: str) -> str:
    return "<ul>" + "".join(f'<li><a href="/n/{n}">{text}</a></li>' for n, text in enumerate(headlines)) + "</ul>"


HEADLINES = [f"{who} {what}" for who in ("Minister", "Mayor of Ashmere", "Rail union", "Court in Northport", "Basin council", "Harbour master")
             for what in ("denies report on the dam", "asks for a hearing in spring", "opens the new bridge at last", "publishes the missing letters", "wants a second opinion")]  # fmt: skip
PARTNERS = " ".join(
    f"We and our partners store and/or access information on a device, with your consent or on the basis of legitimate interest, purpose {n}. "
    "You may accept all, reject all, manage options or withdraw your consent at any time in our privacy policy."
    for n in range(6)
)

NO_ARTICLES = [
    ("soft_404", URL, page("Page not found | Northport Courier", "Sorry, the page you were looking for does not exist.")),
    ("soft_404", URL, page("404", "Nothing here but rock.")),
    ("soft_404", URL, page("Error 404 - Northport Courier", *[f"{text}." for text in HEADLINES])),
    ("soft_404", URL, page("Oops!", "We couldn't find that page. It may have been moved or deleted.", body=links(*HEADLINES))),
    ("soft_404", URL, page("Seite nicht gefunden", "Die gewünschte Seite existiert nicht. Bitte überprüfen Sie die Adresse.")),
    ("soft_404", URL, page("Nordhafener Bote", "Der Artikel ist leider nicht mehr verfügbar. Hier geht es zur Startseite.")),
    ("soft_404", URL, page("Page introuvable - Le Courrier", "La page que vous recherchez n'existe plus.")),
    ("soft_404", URL, page("Página no encontrada", "Lo sentimos, la página que busca no existe o ha cambiado de dirección.")),
    ("soft_404", URL, page("Pagina non trovata", "La pagina richiesta non esiste. Torna alla home.")),
    ("soft_404", URL, page("Página não encontrada", "A página que você procura não existe.")),
    ("soft_404", URL, page("Страница не найдена", "Страница, которую вы ищете, не существует.")),
    ("soft_404", URL, page("Northport Courier", "This story is no longer available. Try a search or read the latest from the basin.")),
    ("bot_wall", URL, page("Just a moment...", "Checking your browser before accessing courier.example. This may take a few seconds. Ray ID: 7f3")),
    ("bot_wall", URL, page("Access Denied", "You don't have permission to access this page on this server. Reference number 18.2f")),
    ("bot_wall", URL, page("courier.example", "Please verify you are human by completing the action below.")),
    ("bot_wall", URL, page("Pardon our interruption", "As you were browsing, something about your browser made us think you might be a bot. Please enable cookies and complete the captcha.")),
    ("bot_wall", URL, page("Northport Courier", "We have detected unusual traffic from your network. Confirm you're not a robot. If this goes on, contact support and quote the reference number below.")),
    ("bot_wall", URL, page("Sicherheitsprüfung", "Bitte bestätigen Sie, dass Sie ein Mensch sind. Ihr Browser wird überprüft.")),
    ("bot_wall", URL, page("Un instant", "Vérification de votre navigateur. Merci de confirmer que vous êtes humain.")),
    ("bot_wall", URL, page("Проверка браузера", "Подтвердите, что вы не робот.")),
    ("consent_page", URL, page("Before you continue", "We and our partners use cookies. You can accept all or manage your choices.")),
    ("consent_page", URL, page("We value your privacy", PARTNERS)),
    ("consent_page", URL, page("Northport Courier", PARTNERS)),
    ("consent_page", URL, page("Datenschutzeinstellungen", "Wir und unsere Partner verwenden Cookies. Mit Werbung weiterlesen oder ein Abo wählen. Alle akzeptieren")),
    ("consent_page", URL, page("Bote | Zustimmung", "Wir brauchen Ihre Zustimmung: unsere Partner zeigen personalisierte Werbung. Zustimmen und weiter.")),
    ("consent_page", URL, page("Le Courrier", "Avec votre consentement, nos partenaires utilisent des cookies. Tout accepter. Continuer sans accepter.")),
    ("consent_page", URL, page("El Correo", "Utilizamos cookies con nuestros socios para mostrar publicidad personalizada. Aceptar y continuar.")),
    ("consent_page", URL, page("Il Corriere", "Con il tuo consenso noi e i nostri partner utilizziamo cookie. Accetta tutto oppure rifiuta e abbonati.")),
    ("login_wall", URL, page("Dam will cost twice as much", "Sign in to continue reading. Already a subscriber? Log in here.")),
    ("login_wall", URL, page("Dam will cost twice as much", "You've reached your limit of free articles. Subscribe to continue reading.")),
    ("login_wall", URL, page("Damm kostet doppelt so viel", "Dieser Artikel ist exklusiv für Abonnenten. Schon Abonnent? Jetzt anmelden.")),
    ("login_wall", URL, page("Le barrage coûtera le double", "Cet article est réservé aux abonnés. Déjà abonné ? Connectez-vous pour lire la suite.")),
    ("login_wall", URL, page("La presa costará el doble", "Contenido exclusivo para suscriptores. ¿Ya eres suscriptor? Inicia sesión para seguir leyendo.")),
    ("login_wall", URL, page("Sign in", "Enter your password. Create a free account if you are new.")),
    ("index_page", "https://www.courier.example/", page("Northport Courier", body=links(*HEADLINES))),
    ("index_page", "https://www.courier.example/politics/", page("Politics", body=links(*HEADLINES))),
    ("index_page", "https://www.courier.example/tag/dams", page("Dams", *HEADLINES[:3], body=links(*HEADLINES))),
    ("index_page", "https://www.courier.example/category/europe/page/2", page("Europe", body=links(*HEADLINES))),
    ("index_page", "https://www.courier.example/author/ada-lund", page("Ada Lund", "Ada Lund covers the basin.", body=links(*HEADLINES))),
    ("too_short", URL, page("Dam will cost twice as much", STORY[0])),
    ("empty", URL, page("Dam will cost twice as much")),
]  # fmt: skip

DECLARED = f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", "headline": "x", "datePublished": "2026-03-02"})}</script>'
BANNER = (
    "<div class='cookie-banner'><p>We and our partners use cookies. Accept all or manage options.</p><button>Accept all</button><button>Reject all</button></div>"
    "<div class='login'><a href='/login'>Sign in to your account</a> <a href='/join'>Already a subscriber?</a></div>"
)
COOKIE_NEWS = "Regulators fined three publishers whose banners let readers accept all cookies with one click but hid how to reject all; “we and our partners” is no name, the watchdog wrote."

ARTICLES = [
    page("Dam will cost twice as much", *STORY),
    page("Dam will cost twice as much", *STORY, body=BANNER),
    page("Harbour closed after crane slips", BRIEF, STORY[1], body=BANNER),
    page("Harbour closed after crane slips", BRIEF, body=links(*HEADLINES)),
    page("Page not found: how the web forgets", *STORY[:3], "A study found that a quarter of the addresses ended in “page not found”."),
    page("Page Not Found", *STORY, head=DECLARED),
    page("Oops", *STORY, BRIEF),
    page("404 homes flooded at Ashmere", BRIEF),
    page("Error 404 is thirty years old", *STORY),
    page("Missing page of the audit turns up", BRIEF + " The missing page of the audit has been found in a drawer."),
    page("Lost story of the basin", *STORY[:2], "The village it describes no longer exists."),
    page("Access denied", *STORY, "Reporters were told at the gate: access denied."),
    page("Access to the harbour denied for a second day", BRIEF + " Access was denied to reporters."),
    page("Just a moment: what a minister meant by ‘soon’", *STORY),
    page("Are you a robot? The tests that machines now pass", *STORY, "“I'm not a robot”, the box says, and a robot ticks it."),
    page("Captcha tests fail at last", BRIEF + " Solving a captcha takes a person nine seconds."),
    page("Unusual traffic on the coast road", BRIEF + " Police blamed unusual traffic on the coast road for the delay."),
    page("Courts block request by dam builder", BRIEF + " The request was blocked on Monday."),
    page("Publishers fined over cookie banners", *STORY[:2], COOKIE_NEWS),
    page("Publishers fined over cookie banners", COOKIE_NEWS + " The fines add up to nine million crowns, and two of the three will appeal.", head=DECLARED),
    page("Parliament passes privacy law", BRIEF + " Firms must ask for consent before they use cookies."),
    page("What ‘your privacy’ means to the new minister", *STORY),
    page("Before you continue: read this on the dam", *STORY),
    page("Courier to charge readers", *STORY[:2], "Readers who are already a subscriber will see no change; others may sign in to read three articles a month."),
    page("Ten thousand subscribe to bulletin of the dam", BRIEF + " A spokeswoman said that people subscribe to read about water."),
    page("Subscribe", *STORY, head=DECLARED),
    page("Login page of tax office leaked names", BRIEF),
    page("Seite nicht gefunden: Behörde löscht Gutachten", "Der Damm im Ternbecken wird doppelt so teuer wie versprochen, wie aus einem Gutachten hervorgeht, das am Montag bekannt wurde.", "Das Ministerium bestritt die Zahl nicht, will aber weiterbauen, weil ein Abbruch noch teurer wäre als die Vollendung des Begonnenen.", "Abgeordnete verlangten eine Anhörung vor der Pause im Frühjahr und kündigten an, Briefe zu veröffentlichen, die unbeantwortet geblieben waren."),
    page("Wir und unsere Partner: Kartellamt prüft Bündnis", "Das Kartellamt prüft seit Dienstag ein Bündnis von vier Häfen an der Küste.", "Die Behörde teilte mit, sie habe Unterlagen angefordert; die Häfen erklärten, sie arbeiteten mit, und nannten den Verdacht unbegründet. Ein Ergebnis wird im Herbst erwartet, wie ein Sprecher am Abend sagte, und die Aktien der Reederei fielen um zwei Prozent."),
    page("Le barrage coûtera le double", "Le barrage du bassin de la Tern coûtera deux fois plus que prévu, selon un audit rendu public lundi à Northport, où une fête avait été annoncée.", "Le ministère n'a pas contesté le chiffre, mais a déclaré que les travaux se poursuivraient, car tout arrêter coûterait plus cher encore que de finir."),
    page("La presa costará el doble", "La presa de la cuenca del Tern costará el doble de lo previsto, según una auditoría que se conoció el lunes en Northport y que nadie en el ministerio ha desmentido.", "Los diputados de la oposición pidieron una comparecencia antes del receso de primavera y anunciaron que publicarán cartas que quedaron sin respuesta."),
    page("ダムの費用が倍増、監査で判明", "テルン盆地のダム建設費は約二十四億クラウンとなり、着工時に省が約束した額の二倍に達することが月曜日に公表された監査で分かった。省は数字を否定せず、工事を続けると述べた。野党議員は春の休会前に公聴会を開くよう求めている。監査を率いたイルゼ・ヴァルガ氏は岩盤の調査が足りなかったと話した。"),
    page("大坝造价翻倍", "审计报告周一称，特恩盆地大坝造价约为二十四亿克朗，是开工时该部承诺金额的两倍。该部没有否认这一数字，但表示工程将继续进行，因为停工的代价比完工更高。反对派议员要求在春季休会前举行听证会，其中两人表示将公布该部未予答复的信件。负责审计的官员说没有人问过岩石的成分。"),
    page("Плотина обойдётся вдвое дороже", "Плотина в бассейне Терна обойдётся примерно в 2,4 миллиарда крон, вдвое дороже обещанного, говорится в отчёте ревизоров, который был опубликован в понедельник.", "Министерство не оспорило эту цифру, но заявило, что работы продолжатся, потому что остановка стоила бы ещё дороже. Депутаты потребовали слушаний до весеннего перерыва."),
    page("Live: dam vote in parliament", *STORY),
    page("Opinion: the dam was never about water", *STORY),
    page("In pictures: the harbour reopens", BRIEF, body=links(*HEADLINES[:12])),
    page("Ada Lund", *STORY),
    page("Consent", *STORY, head=DECLARED),
    page("Sign in stone: mason finds message in dam wall", BRIEF),
    page("Reference number of lost file was known", BRIEF + " The reference number of the file was known to four people, the inquiry heard."),
]  # fmt: skip


NO_ARTICLES_OF_OTHER_LANGUAGES = [
    ("soft_404", URL, page("Pagina niet gevonden | De Noordbode","De pagina die u zoekt bestaat niet (meer). Ga terug naar de voorpagina.")),
    ("soft_404", URL, page("Sidan kunde inte hittas","Tyvärr finns inte sidan du söker. Den kan ha flyttats eller tagits bort.")),
    ("soft_404", URL, page("Nie znaleziono strony","Strona, której szukasz, nie istnieje lub została przeniesiona.")),
    ("soft_404", URL, page("Siden blev ikke fundet","Siden findes ikke længere. Prøv at søge eller gå til forsiden.")),
    ("soft_404", URL, page("Sivua ei löytynyt","Etsimääsi sivua ei löytynyt. Se on ehkä siirretty tai poistettu.")),
    ("soft_404", URL, page("Stránka nenalezena","Požadovaná stránka neexistuje nebo byla přesunuta.")),
    ("soft_404", URL, page("Az oldal nem található","A keresett oldal nem létezik vagy átköltözött.")),
    ("soft_404", URL, page("Sayfa bulunamadı","Aradığınız sayfa bulunamadı ya da kaldırılmış olabilir.")),
    ("soft_404", URL, page("Η σελίδα δεν βρέθηκε","Η σελίδα που αναζητάτε δεν υπάρχει.")),
    ("soft_404", URL, page("ページが見つかりません","お探しのページは見つかりませんでした。移動または削除された可能性があります。")),
    ("soft_404", URL, page("页面不存在","抱歉，您访问的页面不存在或已被删除。")),
    ("soft_404", URL, page("페이지를 찾을 수 없습니다","요청하신 페이지를 찾을 수 없습니다. 주소를 다시 확인해 주세요.")),
    ("soft_404", URL, page("الصفحة غير موجودة","عذرا، الصفحة التي تبحث عنها غير موجودة.")),
    ("soft_404", URL, page("Pagina nu a fost găsită","Pagina pe care o căutați nu există sau a fost mutată.")),
    ("soft_404", URL, page("410 Gone","The requested resource is no longer available on this server and there is no forwarding address.")),
    ("soft_404", URL, page("Northport Courier","We're sorry, but this article has expired and is no longer in our archive.",body=links(*HEADLINES))),
    ("soft_404", URL, page("Northport Courier","Hmm. We can't seem to find what you're looking for. Here are some of today's stories.",body=links(*HEADLINES))),
    ("bot_wall", URL, page("Even geduld","We controleren of u geen robot bent. Schakel JavaScript en cookies in om verder te gaan.")),
    ("bot_wall", URL, page("Momento","Verifica di sicurezza in corso. Conferma di non essere un robot per continuare.")),
    ("bot_wall", URL, page("Chwileczkę","Sprawdzamy, czy jesteś człowiekiem. Potwierdź, że nie jesteś robotem.")),
    ("bot_wall", URL, page("アクセス確認","続行するには、あなたがロボットではないことを確認してください。")),
    ("bot_wall", URL, page("安全验证","请完成下方验证，确认您不是机器人，然后继续访问。")),
    ("bot_wall", URL, page("403 Forbidden","Request blocked. We can't connect to the server for this app or website at this time.")),
    ("bot_wall", URL, page("Human Verification","JavaScript is disabled. In order to continue, we need to verify that you're not a robot. This requires JavaScript.")),
    ("bot_wall", URL, page("courier.example | 520","Your access to this site has been limited by the site owner. If you think you have been blocked in error, contact the owner. Your IP address is listed below.")),
    ("bot_wall", URL, page("Too many requests","You have sent too many requests in a given amount of time. Please slow down and try again later.")),
    ("consent_page", URL, page("Cookies op Noordbode","Wij en onze partners gebruiken cookies. Alles accepteren of voorkeuren instellen. Uw toestemming kunt u intrekken.")),
    ("consent_page", URL, page("Dina cookies","Vi och våra partners använder cookies. Godkänn alla eller anpassa ditt samtycke.")),
    ("consent_page", URL, page("Zgoda","My i nasi partnerzy przetwarzamy dane. Zaakceptuj wszystkie pliki cookie lub zarządzaj ustawieniami. Twoją zgodę możesz wycofać.")),
    ("consent_page", URL, page("Samtykke","Vi og vores partnere bruger cookies. Accepter alle eller afvis. Du kan trække dit samtykke tilbage.")),
    ("consent_page", URL, page("Çerez tercihleri","Biz ve iş ortaklarımız çerez kullanıyoruz. Tümünü kabul et veya tercihleri yönet.")),
    ("consent_page", URL, page("Souhlas s cookies","My a naši partneři používáme cookies. Přijmout vše nebo odmítnout. Svůj souhlas můžete odvolat.")),
    ("consent_page", URL, page("Privacidade","Nós e os nossos parceiros utilizamos cookies. Aceitar todos ou gerir opções com o seu consentimento.")),
    ("login_wall", URL, page("Dam kost dubbel zoveel","Dit artikel is alleen voor abonnees. Al abonnee? Log in om verder te lezen.")),
    ("login_wall", URL, page("Dammen kostar dubbelt","Artikeln är endast för prenumeranter. Redan prenumerant? Logga in för att läsa vidare.")),
    ("login_wall", URL, page("Zapora będzie droższa","Artykuł tylko dla prenumeratorów. Zaloguj się, aby czytać dalej.")),
    ("login_wall", URL, page("Dæmningen koster det dobbelte","Artiklen er kun for abonnenter. Allerede abonnent? Log ind for at læse videre.")),
    ("login_wall", URL, page("La diga costerà il doppio","Contenuto riservato agli abbonati. Sei già abbonato? Accedi per continuare a leggere.")),
    ("login_wall", URL, page("Плотина обойдётся вдвое дороже","Материал доступен только подписчикам. Войдите, чтобы читать дальше. Уже подписаны?")),
    ("login_wall", URL, page("ダムの費用が倍増","この記事は有料会員限定です。続きを読むにはログインしてください。")),
    ("login_wall", URL, page("大坝造价翻倍","本文仅限订阅会员阅读。请登录后继续阅读全文。")),
    ("login_wall", URL, page("댐 비용 두 배","이 기사는 유료 회원 전용입니다. 계속 읽으려면 로그인하세요.")),
    ("login_wall", URL, page("Baraj iki katına mal olacak","Bu içerik yalnızca abonelere özeldir. Devamını okumak için giriş yapın.")),
    ("login_wall", URL, page("Dam will cost twice as much","This content is for members only. Become a member to read the rest, or log in if you already are one.")),
    ("login_wall", URL, page("Dam will cost twice as much","Get unlimited digital access from 1 crown a week. Cancel anytime. Already have an account? Sign in.")),
    ("index_page", "https://www.courier.example/wirtschaft/", page("Wirtschaft",body=links(*HEADLINES))),
    ("index_page", "https://www.courier.example/politique", page("Politique",body=links(*HEADLINES))),
    ("index_page", "https://www.courier.example/en/news/", page("News",body=links(*HEADLINES))),
    ("index_page", "https://www.courier.example/index.html", page("Courier",body=links(*HEADLINES))),
    ("index_page", "https://www.courier.example/?page=2", page("Courier",body=links(*HEADLINES))),
    ("index_page", "https://www.courier.example/search?q=dam", page("Search results for dam",body=links(*HEADLINES))),
]  # fmt: skip
ARTICLES_ABOUT_WALLS = [
    page("How the cookie law changed the web","Accept all, reject all, manage options: since the law came into force readers meet the same banner on every page, and a study published on Tuesday found that most of them never read it.","Researchers in Northport watched four hundred people click. Nine in ten chose to accept all; those who wanted to withdraw their consent later could not find where, the study says.","“We and our partners” stands on seven of ten banners, and legitimate interest on half of them, said Ilse Varga, who led the work and wants the phrase to be banned.",STORY[3]),
    page("Thousands cannot log in after breach at Basin Bank","Customers of Basin Bank could not sign in to their accounts on Tuesday after attackers stole a list of passwords, the bank said.","It told customers to create an account anew and to choose another password. Those who are already a member of its loyalty scheme were not affected, a spokesman said.",STORY[2],STORY[3]),
    page("404: the town that is not found on any map","The village of Lower Ashmere does not exist, if one believes the maps. Four hundred and four people live there all the same, and on Monday they elected a mayor.","“Page not found, my wife said when she looked us up,” said the new mayor, Tom Ek, who wants the road to be numbered at last.",STORY[2],STORY[3]),
    page("Are you a robot? The harbour's new crane driver is",BRIEF+" Prove you are human, the operators joked, before they handed over the keys; the crane had been blocked for a week by a legal complaint about unusual traffic in the port."),
    page("Access denied: families locked out of archive",*STORY),
    page("Page not found: library loses leaf of its oldest book","The library of Northport said on Monday that a leaf of its oldest book had gone. The page could not be found in the reading room or the vault, the librarian said, and the police were told. Readers who had used the book in spring were asked to come forward, and the library closed its vault for the week."),
    page("Zugriff verweigert: Behörde hält Akten zurück",*["Die Behörde verweigert den Zugriff auf vierhundert Akten, obwohl ein Gericht sie im Frühjahr freigegeben hatte, wie am Montag bekannt wurde.","Die Kläger kündigten an, das Gericht erneut anzurufen. Ein Sprecher der Behörde sagte, man prüfe den Fall und werde sich im Herbst dazu äußern.","Der Streit geht auf einen Unfall im Hafen zurück, bei dem vor sechs Jahren ein Kran aus den Schienen gesprungen war; damals wurde niemand verletzt."]),
    page("Abonnés: le journal perd un tiers de ses lecteurs","Le Courrier de la Tern a perdu un tiers de ses abonnés en un an, selon un rapport publié lundi par le syndicat des journalistes de Northport.","La direction dit vouloir proposer de nouveaux contenus réservés aux abonnés et renoncer à la publicité. Le syndicat demande une rencontre avant le printemps et craint des licenciements à la rédaction."),
    page("Consentimiento informado: el tribunal da la razón a los pacientes","El tribunal de Northport dio la razón el lunes a cuarenta pacientes que no habían dado su consentimiento a un estudio, según la sentencia que se conoció ayer.","El hospital dijo que recurrirá. Los pacientes piden que se publiquen los datos y que el ministerio revise los demás estudios que se hicieron sin preguntar a nadie."),
    page("Subscribe or log in: how papers guard their stories","Sign in to continue, say nine of ten papers in the basin to those who open a third story in a month, a survey of paywalls found on Tuesday.","Free articles have become rare, it says: from ten a month to one. “Unlimited access costs less than a coffee,” said the editor of the Courier, but readers told the survey that they had reached their limit of accounts.",STORY[2],STORY[3]),
    page("Ray ID and the ghosts of the server room",*STORY),
    page("Cookies from grandmother's oven","Take two hundred grams of butter and beat it with sugar until it is white. Cookies want cold hands, my grandmother said, and she never used an egg.","Let the dough rest for an hour, then cut it. Bake the cookies for twelve minutes at a hundred and eighty degrees, and accept all offers of help with eating them.",STORY[0]),
    page("Logga in eller gå: så delas staden","Staden delades på måndagen mellan dem som kunde logga in i det nya systemet och dem som stod i kö utanför kontoret hela dagen i regnet.","Kommunen säger att felet är lagat. Oppositionen kräver en utredning före sommaren och vill att ingen ska behöva stå i kö igen, sade dess talesman på kvällen."),
    page("Страница не найдена: архив потерял летопись","Архив Нортпорта сообщил в понедельник, что из старейшей летописи пропал лист. Страница не найдена ни в читальном зале, ни в хранилище, сказал архивариус.","Полиция начала проверку. Читателей, которые работали с книгой весной, просят прийти в архив; хранилище закрыто до конца недели, а выставка перенесена на осень."),
    page("会员制餐厅登录难，顾客投诉","多名顾客周一投诉，特恩盆地一家会员制餐厅的系统要求登录后才能点餐，许多老人无法继续。餐厅负责人说，系统将在本周内修改，届时不必登录也可以点餐。消费者协会表示已收到四十多份投诉，并要求餐厅在春季之前退还会员费。律师认为这种做法违反规定，监管部门正在调查，结果预计秋季公布。"),
]  # fmt: skip


@pytest.mark.parametrize(("reason", "url", "html"), [*NO_ARTICLES, *NO_ARTICLES_OF_OTHER_LANGUAGES])
def test_what_is_no_article_is_discarded_under_its_reason(reason: str, url: str, html: str) -> None:
    refusal = clean_html(html, url).refusal
    assert refusal is not None
    assert refusal.reason == reason


@pytest.mark.parametrize("html", [*ARTICLES, *ARTICLES_ABOUT_WALLS])
def test_articles_that_look_like_walls_are_kept(html: str) -> None:
    assert clean_html(html, URL).refusal is None


@pytest.mark.parametrize(
    "url",
    [
        "https://www.courier.example/news/dam-audit-finds-twice-the-cost/", "https://www.courier.example/world/20260302-dam/",
        "https://www.courier.example/?p=1823", "https://www.courier.example/2026/03/dam", "https://www.courier.example/topics-of-the-week",
    ],
)  # fmt: skip
def test_a_brief_among_many_links_is_no_index_page(url: str) -> None:
    assert clean_html(page("Harbour closed after crane slips", BRIEF, body=links(*HEADLINES)), url).refusal is None


def kinds(cleaned: Cleaned) -> list[str]:
    metadata = cleaned.metadata
    flags = {"opinion": metadata.is_opinion, "live": metadata.is_live, "paywalled": metadata.is_paywalled}
    return [name for name, is_set in flags.items() if is_set]


SECTION = '<meta property="article:section" content="{}">'
OFFER = "<div><p>Subscribe to continue reading this article.</p><p>Already a subscriber? Log in</p></div>"


@pytest.mark.parametrize(
    ("html", "url", "expected"),
    [
        (page("Dam costs double", *STORY), URL, []),
        (page("Dam costs double", *STORY, head=SECTION.format("Opinion")), URL, ["opinion"]),
        (page("Dam costs double", *STORY, head=SECTION.format("Politics / Kommentare")), URL, ["opinion"]),
        (page("Dam costs double", *STORY, head=SECTION.format("Blog")), URL, []),
        (page("Dam costs double", *STORY), "https://www.courier.example/opinion/2026/dam", ["opinion"]),
        (page("Dam costs double", *STORY), "https://www.courier.example/news/opinion-poll-on-dam", []),
        (page("Opinion | The dam was never about water", *STORY), URL, ["opinion"]),
        (page("Kommentar: Der Damm war nie für das Wasser da", *STORY), URL, ["opinion"]),
        (page("Opinion divided on the dam: what we know", *STORY), URL, []),
        (page("Live: dam vote in parliament", *STORY), URL, ["live"]),
        (page("Liveticker: Abstimmung über den Damm", *STORY), URL, ["live"]),
        (page("Dam vote", *STORY), "https://www.courier.example/politics/live/dam-vote", ["live"]),
        (page("Live music returns to Ashmere: a night out", *STORY), URL, []),
        (page("Dam costs double", STORY[0], STORY[1], STORY[2]).replace("</main>", f"{OFFER}</main>"), URL, ["paywalled"]),
        (page("Dam costs double", *(f"{hour}: {text}" for hour in ("Morning", "Noon", "Evening") for text in STORY)).replace("</main>", f"{OFFER}</main>"), URL, []),
        (page("Harbour closed", BRIEF, body=BANNER), URL, []),
    ],
)  # fmt: skip
def test_kinds_are_what_the_page_says(html: str, url: str, expected: list[str]) -> None:
    assert kinds(clean_html(html, url)) == expected
