import { isCountry } from '../i18n-countries.ts'
import { bad, good, type Parsed } from './parsed.ts'

/** Reads a country as chosen on a form: its two letters (ISO 3166-1), in either case. Names: `I18n.country`. */
export const parseCountry = (
  input: string,
): Parsed<string, 'error.country.empty' | 'error.country.unknown'> => {
  const code = input.trim().toUpperCase()
  if (code === '') return bad('error.country.empty')
  return isCountry(code) ? good(code) : bad('error.country.unknown')
}
