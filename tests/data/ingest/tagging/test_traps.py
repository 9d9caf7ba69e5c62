"""Words that look like a country and are none, and countries whose names hold one another."""

import pytest

from data.ingest.tagging import Tagger

GEORGIA = [
    ("The Georgia legislature in Atlanta passed the budget.", "USA"),
    ("The governor of Georgia spoke in Savannah.", "USA"),
    ("Police in Macon, Ga., are looking for a driver.", "USA"),
    ("Georgia and Armenia agreed to reopen the crossing near Tbilisi.", "GEO ARM"),
    ("Tbilisi said on Monday that Georgia would hold talks with Russia.", "GEO RUS"),
    ("The parliament of the Republic of Georgia met.", "GEO"),
    ("Georgia O'Keeffe painted flowers.", ""),
    ("Georgetown University hired him.", "USA"),
]
PERSONS = [
    ("Michael Jordan sold the team.", ""),
    ("Jordan Smith scored twice.", ""),
    ("By Jordan Smith\n\nThe council met on Monday.", ""),
    ("Mr. Jordan said the shop would close.", ""),
    ("Rep. Jordan asked for documents.", ""),
    ("King Abdullah of Jordan met the envoy.", "JOR"),
    ("Talks in Jordan ended on Friday.", "JOR"),
    ("Jordan and Egypt sent aid.", "JOR EGY"),
    ("Jordan's king flew to Cairo.", "JOR EGY"),
    ("Chad Johnson won the match.", ""),
    ("Chad, who is 34, lives with his wife.", ""),
    ("Rebels crossed the border into Chad from Sudan.", "TCD SDN"),
    ("The government of Chad sent troops to Niger.", "TCD NER"),
    ("Israel Adesanya won the fight.", ""),
    ("Israel won the vote.", "ISR"),
    ("Paris Hilton arrived.", ""),
    ("Cuba Gooding Jr. arrived.", ""),
    ("Cuba opened a port.", "CUB"),
    ("Tom Holland plays the hero.", ""),
    ("Holland beat Belgium.", "NLD BEL"),
    ("India Arie sang.", ""),
    ("Kenya Moore arrived.", ""),
    ("Ireland Baldwin arrived.", ""),
    ("Denzel Washington arrived.", ""),
]
FAMILIES = [
    ("Niger closed its airspace.", "NER"),
    ("Nigeria raised fuel prices.", "NGA"),
    ("Niger and Nigeria share a border.", "NER NGA"),
    ("The Niger River flooded.", ""),
    ("Guinea held elections.", "GIN"),
    ("Guinea-Bissau held elections.", "GNB"),
    ("Guinea Bissau held elections.", "GNB"),
    ("Equatorial Guinea held elections.", "GNQ"),
    ("Papua New Guinea held elections.", "PNG"),
    ("Guinea, Equatorial Guinea and Guinea-Bissau held elections.", "GIN GNQ GNB"),
    ("The child kept a guinea pig.", ""),
    ("Guinea pigs were used in the trial.", ""),
    ("Pirates were seen in the Gulf of Guinea.", ""),
    ("Kinshasa said that Congo would send troops.", "COD"),
    ("Brazzaville said that Congo would send troops.", "COG"),
    ("The Democratic Republic of the Congo voted.", "COD"),
    ("The Democratic Republic of Congo voted.", "COD"),
    ("The DRC voted.", "COD"),
    ("DR Congo voted.", "COD"),
    ("Congo-Brazzaville voted.", "COG"),
    ("Congo-Kinshasa voted.", "COD"),
    ("The Republic of the Congo voted.", "COG"),
    ("The Republic of Congo voted.", "COG"),
    ("Barges on the Congo River were late.", ""),
    ("South Korea and North Korea exchanged letters.", "KOR PRK"),
    ("S. Korea and N. Korea exchanged letters.", "KOR PRK"),
    ("The two Koreas exchanged letters.", ""),
    ("Seoul said Korea would send a team.", "KOR"),
    ("A South Korean minister met a North Korean envoy.", "KOR PRK"),
    ("The Korean War ended in 1953.", ""),
    ("The Dominican Republic raised taxes.", "DOM"),
    ("Dominica raised taxes.", "DMA"),
    ("The Republic of Ireland raised taxes.", "IRL"),
    ("Northern Ireland raised taxes.", "GBR"),
    ("Ireland raised taxes.", "IRL"),
    ("Sudan raised taxes.", "SDN"),
    ("South Sudan raised taxes.", "SSD"),
    ("The South Sudanese army left and the Sudanese army came.", "SSD SDN"),
    ("North Macedonia raised taxes.", "MKD"),
    ("Macedonia raised taxes.", "MKD"),
    ("Samoa raised taxes.", "WSM"),
    ("American Samoa raised taxes.", "ASM"),
    ("The British Virgin Islands raised taxes.", "VGB"),
    ("The U.S. Virgin Islands raised taxes.", "VIR"),
    ("The Virgin Islands raised taxes.", "VIR"),
    ("Indiana raised taxes.", "USA"),
    ("India raised taxes.", "IND"),
    ("Jersey raised taxes, as did Guernsey.", "JEY GGY"),
    ("New Jersey raised taxes.", "USA"),
    ("He wore a new jersey.", ""),
    ("New Mexico raised taxes.", "USA"),
    ("Mexico raised taxes.", "MEX"),
    ("The Gulf of Mexico was calm.", ""),
    ("Somalia closed a port.", "SOM"),
    ("Somaliland opened a port.", "XSL"),
    ("Mali closed a port.", "MLI"),
    ("The anomaly was small and normally harmless.", ""),
    ("A woman and a Roman coin.", ""),
    ("OMAN and a WOMAN", "OMN"),
    ("Romania kept its Roman roads.", "ROU"),
    ("Serbia and Montenegro signed.", "SRB MNE"),
]
THINGS = [
    ("Turkey and Syria reopened a border post.", "TUR SYR"),
    ("President Erdogan said Turkey would wait.", "TUR"),
    ("Roast turkey with gravy was served.", ""),
    ("Turkey breast was on the menu.", ""),
    ("We ate leftover turkey for days.", ""),
    ("He wore a Panama hat.", ""),
    ("The Panama Papers named him.", ""),
    ("Panama reopened the canal.", "PAN"),
    ("She sold a China cabinet.", ""),
    ("The plates were bone china.", ""),
    ("Brazil nuts are rich in fat.", ""),
    ("Brazil won again.", "BRA"),
    ("French fries and Swiss cheese were served.", ""),
    ("Brussels sprouts and Jerusalem artichokes were served.", ""),
    ("They live on Cyprus Avenue.", ""),
    ("They live on Jamaica Street, off Poland Road.", ""),
    ("Cyprus opened a port.", "CYP"),
    ("The French Open began as the French and the Swiss met.", "FRA CHE"),
    ("The Sea of Japan and the Gulf of Oman were calm.", ""),
    ("The Jordan River ran low this year.", ""),
]
OUTLETS = [
    f"A writer for {title} was there."
    for title in (
        "The Jerusalem Post",
        "the Times of Israel",
        "The Washington Post",
        "The Times of India",
        "the Tehran Times",
        "the Khaleej Times",
        "the Jordan Times",
        "the Korea Herald",
        "The Moscow Times",
        "China Daily",
        "the Washington Institute",
        "Agence France-Presse",
    )
]
PLACES = [
    ("The fire in Lebanon, Pennsylvania, was put out.", "USA"),
    ("A fair in Paris, Texas, drew crowds.", "USA"),
    ("A fair in Athens, Ohio, drew crowds.", "USA"),
    ("EDMONTON, Ky. - A fair drew crowds.", "USA"),
    ("Paris and Berlin agreed.", "FRA DEU"),
    ("He studied at the American University of Beirut.", "LBN"),
    ("Moscow and Kyiv said nothing.", "RUS UKR"),
    ("Beijing warned Taipei.", "CHN TWN"),
    ("The Kremlin warned Downing Street.", "RUS GBR"),
    ("Damascus, the capital, was quiet.", "SYR"),
    ("Belgrade and Stockholm agreed.", "SRB SWE"),
    ("Manila and La Paz agreed.", "PHL BOL"),
    ("Israel, Gaza and Egypt were named.", "ISR PSE EGY"),
    ("Moscow, Kyiv and Minsk were named.", "RUS UKR BLR"),
    ("Peru, Colombia and Chile were named.", "PER COL CHL"),
    ("China, India and Japan were named.", "CHN IND JPN"),
    ("Mali, Gabon and the Gambia were named.", "MLI GAB GMB"),
]
DATELINES = [
    ("ASTANA (Reuters) - Ministers met on Monday.", "KAZ"),
    ("WASHINGTON, Nov 6 - The senators met.", "USA"),
    ("JERUSALEM - The cabinet met.", "ISR"),
    ("RABAT, Morocco (AP) - The cabinet met.", "MAR"),
]
OTHER_NAMES = [
    ("The UAE and the U.S. signed.", "ARE USA"),
    ("The UK and the EU signed.", "GBR"),
    ("The US said so. Tell us more.", "USA"),
    ("Let us go.", ""),
    ("The Kingdom of Saudi Arabia signed.", "SAU"),
    ("The Vatican and the Holy See are one.", "VAT"),
    ("Burma, Ceylon, Siam and Zaire were names of states.", "MMR LKA THA COD"),
    ("Rhodesia, Dahomey and Upper Volta were names of states.", "ZWE BEN BFA"),
    ("Swaziland and Eswatini are one state.", "SWZ"),
    ("Persia was ruled by a shah.", "IRN"),
    ("Côte d'Ivoire and Ivory Coast are one state.", "CIV"),
    ("Cote d’Ivoire signed.", "CIV"),
    ("East Timor and Timor-Leste are one state.", "TLS"),
    ("Türkiye, Turkiye and Turkey are one state.", "TUR"),
    ("Czechia and the Czech Republic are one state.", "CZE"),
    ("Bosnia and Herzegovina signed.", "BIH"),
    ("St. Lucia and Saint Lucia are one state.", "LCA"),
    ("São Tomé and Príncipe signed.", "STP"),
    ("Sao Tome and Principe signed.", "STP"),
    ("The Gambia and the Bahamas signed.", "GMB BHS"),
    ("Israelis and Palestinians met.", "ISR PSE"),
]


def named(tagger: Tagger, sentence: str, language: str = "en") -> set[str]:
    """Return the countries that a sentence names, which its matches must say too."""
    found = {tag.country for tag in tagger.tag("", "", sentence, language=language)}
    matched = tagger.matches(sentence, language=language)
    assert {match.country for match in matched} == found
    return found


@pytest.mark.parametrize(
    ("sentence", "countries"),
    GEORGIA + PERSONS + FAMILIES + THINGS + PLACES + DATELINES + OTHER_NAMES,
)
def test_a_sentence_names_these_countries_and_no_other(
    tagger: Tagger, sentence: str, countries: str
) -> None:
    """A name is read as another country's, a person's or a thing's, or is not found at all."""
    assert named(tagger, sentence) == set(countries.split())


@pytest.mark.parametrize("sentence", OUTLETS)
def test_an_outlet_or_institute_in_the_text_names_no_country(tagger: Tagger, sentence: str) -> None:
    """A piece that quotes a newspaper is about the country in the newspaper's name."""
    assert named(tagger, sentence) == set()


@pytest.mark.parametrize(
    ("outlet", "sentence", "countries"),
    [
        ("Uzbekistan Courier", "Uzbekistan Courier has learnt that fees fall.", ""),
        ("Uzbekistan Courier", "Uzbekistan lowers fees, Uzbekistan Courier says.", "UZB"),
        ("Bahrain This Week", "Read Bahrain This Week. Read Bahrain This Week daily.", ""),
        ("Bahrain This Week", "Bahrain lowers fees this week.", "BHR"),
        ("Kazakhstan", "Kazakhstan lowers fees.", "KAZ"),
        ("", "Uzbekistan Courier has learnt that fees fall.", "UZB"),
    ],
)
def test_the_piece_s_own_outlet_names_no_country(
    tagger: Tagger, outlet: str, sentence: str, countries: str
) -> None:
    """Every piece of an outlet that is called after a country is about that country."""
    found = {tag.country for tag in tagger.tag(sentence, "", "", language="en", outlet=outlet)}
    matched = tagger.matches(sentence, language="en", outlet=outlet)
    assert found == {match.country for match in matched} == set(countries.split())


@pytest.mark.parametrize("sentence", ["The plates were bone China.", "We had fine China at home."])
def test_a_shield_may_begin_with_a_small_letter(tagger: Tagger, sentence: str) -> None:
    """Porcelain counts as the state when it is written with a capital."""
    assert named(tagger, sentence) == set()


@pytest.mark.parametrize(
    ("sentence", "countries"),
    [
        ("Talks in London, Paris and Berlin went on.", "GBR FRA DEU"),
        ("Talks in Paris, Berlin, Rome went on.", "FRA DEU ITA"),
        ("Cairo, Athens and Moscow agreed.", "EGY GRC RUS"),
        ("Flights to Lisbon, Madrid, Rome and Vienna resumed.", "PRT ESP ITA AUT"),
    ],
)
def test_capitals_in_a_row_are_capitals(tagger: Tagger, sentence: str, countries: str) -> None:
    """A list of capitals counts as small towns of the United States that share their names."""
    assert named(tagger, sentence) == set(countries.split())


@pytest.mark.parametrize(
    ("sentence", "countries"),
    [("FRANCE, GABON AND MALI SIGN", "FRA GAB MLI"), ("PERU, MALI, PANAMA", "PER MLI PAN")],
)
def test_a_state_s_letters_after_a_comma_swallow_no_name(
    tagger: Tagger, sentence: str, countries: str
) -> None:
    """In a headline in capitals ", GA" hides GABON."""
    assert named(tagger, sentence) == set(countries.split())


@pytest.mark.parametrize(
    ("sentence", "countries"),
    [
        ("Will Israel strike Iran?", "ISR IRN"),
        ("Will Kazakhstan sign, and when?", "KAZ"),
        ("Israel PM vows to go on as before, aides say", "ISR"),
        ("Israel MPs vote on a bill that few wanted", "ISR"),
        ("Jordan PM resigns as the talks go nowhere", "JOR"),
        ("Michael Jordan sold his team to friends", ""),
    ],
)
def test_a_verb_or_an_office_beside_a_name_makes_no_person(
    tagger: Tagger, sentence: str, countries: str
) -> None:
    """A question that begins with Will, or a headline with PM, loses its country."""
    found = {match.country for match in tagger.matches(sentence, language="en")}
    assert found == set(countries.split())


@pytest.mark.parametrize(
    ("sentence", "countries"),
    [
        ("الاتفاق النووي مع ايران", "IRN"),
        ("قالت وكالة فرانس برس إن الوزير وصل", ""),
        ("فاز باريس سان جرمان في المباراة", "FRA"),
        ("زار الوزير فرانس", "FRA"),
    ],
)
def test_arabic_words_and_names_that_hold_a_country_are_none(
    tagger: Tagger, sentence: str, countries: str
) -> None:
    """Nuclear deals count as Niue, and a news agency as France."""
    found = {match.country for match in tagger.matches(sentence, language="ar")}
    assert found == set(countries.split())
