// Endings that spam uses. The full list of a thousand would take "St.John" and "M.Dupont" for addresses.
const GENERIC =
  'com|org|net|info|biz|xyz|top|club|online|site|shop|store|app|dev|link|click|live|news|blog|page|pro|vip|fun|win|bet|casino|icu|buzz|space|website|work|world|today|mobi'
const NATIONAL = 'io|co|ru|cn|me|ly|gl|gg|to|tv|cc|tk|ml|ga|cf|gq|de|fr|uk|us|eu|in|su|ws|pw|im|be'

// Each pattern has a fixed look-behind and no repetition inside a repetition: linear in the length of the text.
const SCHEME = /[a-z][a-z0-9+.-]{1,15}:\/\/|\b(?:mailto|javascript|data|tel):/iu
const WWW = /(?<![\p{L}\p{N}])www\d?\./iu
const GENERIC_DOMAIN = new RegExp(`(?<=[\\p{L}\\p{N}-]{2})\\.(?:${GENERIC})(?![\\p{L}\\p{N}-])`, 'iu')
const NATIONAL_DOMAIN = new RegExp(`(?<=[\\p{L}\\p{N}-]{4})\\.(?:${NATIONAL})(?![\\p{L}\\p{N}-])`, 'iu')
const DOMAIN_WITH_PATH = /(?<=[\p{L}\p{N}])\.[a-z]{2,24}\/[^\s]/iu
const ADDRESS = /(?<=[\p{L}\p{N}])@(?=[\p{L}\p{N}-]+\.)/iu

/** True when text from a stranger holds something that a mail program or a reader would take for a link. */
export const holdsLink = (text: string): boolean => {
  // Full-width and ideographic full stops work as dots in the address bar.
  const plain = text.normalize('NFKC').replace(/[。．｡․]/g, '.')
  return [SCHEME, WWW, GENERIC_DOMAIN, NATIONAL_DOMAIN, DOMAIN_WITH_PATH, ADDRESS].some((p) => p.test(plain))
}
