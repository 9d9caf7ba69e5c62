"""The names that columns of pieces go by, preferred ones first, as columns.key spells them."""

from data.ingest.records import FIELDS

_NAMES: dict[str, str] = {
    "published": "published publishedat publisheddate publishdate publicationdate datepublished "
    "pubdate publishedon publishedtime publicationtime webpublicationdate dateofpublication "
    "articledate newsdate storydate issuedate releasedate dateposted postedat postdate posted "
    "dcdate date dates datetime day timestamp time createdat created datecreated updated year "
    "fecha fechapublicacion data datapublicacao datapubblicazione datedepublication datum "
    "veröffentlicht erscheinungsdatum дата датапубликации tarih yayıntarihi التاريخ تاريخ "
    "تاريخالنشر תאריך تاریخ 日期 发布日期 發布日期 发布时间 日付 날짜 күні",
    "outlet": "outlet outletname medianame mediumname sourcename sourcetitle publishername "
    "publisher publication publicationname newspaper newspapername newssource mediaoutlet "
    "mediasource media medium paper source sitename website site journal magazine channel agency "
    "domain sourcedomain domainname sourceid feedtitle periódico periodico medio fuente jornal "
    "fonte testata quelle zeitung journalsource источник издание сми gazete kaynak المصدر "
    "الصحيفة מקור עיתון منبع 来源 來源 媒体 媒體",
    "outlet_country": "outletcountry sourcecountry mediacountry publishercountry publishedin "
    "countryofpublication pubcountry",
    "outlet_url": "outleturl mediaurl sitehomepage publisherurl homepage sourcedomain domain",
    "language": "language lang languagecode languagename langcode articlelanguage medialanguage "
    "langue idioma lingua sprache язык dil اللغة שפה 语言 語言",
    "kind": "kind articletype contenttype pagetype itemtype documenttype doctype genre "
    "typeofmaterial materialtype type",
    "title": "title headline headlinetext heading headlinemain articletitle newstitle storytitle "
    "articleheadline newsheadline titletext maintitle webtitle pagetitle titulo título titel titre "
    "titolo überschrift schlagzeile manchete titular titulares заголовок название العنوان عنوان "
    "כותרת başlık baslik 标题 標題 题目 タイトル 見出し 제목 тақырып",
    "summary": "summary abstract description shortdescription articlesummary articledescription "
    "lead leadparagraph lede teaser snippet excerpt standfirst trailtext synopsis deck dek "
    "summarytext subtitle resumen resumo résumé resume riassunto zusammenfassung kurzfassung "
    "аннотация краткоесодержание الملخص ملخص תקציר özet ozet 摘要 概要",
    "text": "text fulltext articletext articlebody bodytext body maintext content contents "
    "articlecontent contenttext newstext storytext story article fullarticle articlefulltext "
    "cleantext cleanedtext plaintext documenttext document texto textocompleto cuerpo conteúdo "
    "texte contenu testo volltext artikeltext inhalt текст полныйтекст содержание النص "
    "نصالمقال المحتوى טקסט תוכן metin içerik 正文 内容 內容 全文 本文 본문 мәтін",
    "url": "url link weburl articleurl articlelink storyurl newsurl newslink pageurl permalink "
    "canonicalurl fullurl urls links href uri webaddress address sourceurl originalurl "
    "source enlace lien ссылка адрес الرابط رابط קישור bağlantı 链接 鏈接 連結 网址",
    "topics": "topics topic tags tag keywords keyword category categories section sectionname "
    "themes theme subjects subject desk newsdesk rubric rubrik categoría categoria catégorie "
    "sección рубрика тема التصنيف القسم קטגוריה kategori etiketler 分类 類別",
    "countries": "countries countriesmentioned countrycodes",
    "agreement": "agreement",
}

NAMES: dict[str, tuple[str, ...]] = {name: tuple(_NAMES[name].split()) for name in FIELDS}

# When a page was fetched: no day of publication, but better than none.
FETCHED = tuple(
    "indexeddate dateextracted extractedat extractiondate datecrawled crawldate crawledat crawled "
    "crawltime datescraped scrapedat scrapeddate scrapedate scraped fetchedat fetcheddate fetched "
    "retrievedat retrieved retrievaldate dateretrieved accessed accesseddate accessdate "
    "collectedat collectiondate datecollected downloadedat downloaddate datedownload addedat "
    "dateadded firstseen instancescollectedat".split()
)

# Names that say something else of a piece, or of something that is no piece.
OTHER = frozenset(
    "id storiesid storyid articleid docid documentid guid author authors byline creator writer "
    "image imageurl urltoimage thumbnail thumbnailurl mediaid mediaurl sourceid apsyndicated "
    "country location city name state status query comments comment score likes shares".split()
)

KNOWN = frozenset(name for names in NAMES.values() for name in names) | frozenset(FETCHED)
