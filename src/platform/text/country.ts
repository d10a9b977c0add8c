import { bad, good, type Parsed } from './parsed.ts'

// Source: ISO 3166-1 alpha-2, and XK, the code in use for Kosovo, whose people have no other.
const CODES =
  'AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ ' +
  'CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR ' +
  'GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP ' +
  'KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT ' +
  'MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW ' +
  'SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ ' +
  'UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW'

export const countryCodes: readonly string[] = CODES.split(' ')

const known = new Set(countryCodes)

export const isCountry = (code: string): boolean => known.has(code)

/** Reads a country as chosen on a form: its two letters, in either case. */
export const parseCountry = (
  input: string,
): Parsed<string, 'error.country.empty' | 'error.country.unknown'> => {
  const code = input.trim().toUpperCase()
  if (code === '') return bad('error.country.empty')
  return known.has(code) ? good(code) : bad('error.country.unknown')
}

const names = new Map<string, Intl.DisplayNames>()

/** The name of a country in the language of the page; an unknown code is given back as it is. */
export const countryName = (code: string, language: string): string => {
  let display = names.get(language)
  if (display === undefined) {
    display = new Intl.DisplayNames([language, 'en'], { type: 'region', fallback: 'code' })
    names.set(language, display)
  }
  return known.has(code) ? (display.of(code) ?? code) : code
}

export interface CountryOption {
  code: string
  name: string
}

const lists = new Map<string, readonly CountryOption[]>()

/** All countries by name, in the alphabetical order of the language, for a select. Made once per language. */
export const countryOptions = (language: string): readonly CountryOption[] => {
  let list = lists.get(language)
  if (list === undefined) {
    const order = new Intl.Collator([language, 'en'])
    list = countryCodes
      .map((code) => ({ code, name: countryName(code, language) }))
      .toSorted((a, b) => order.compare(a.name, b.name))
    lists.set(language, list)
  }
  return list
}
