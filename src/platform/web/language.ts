/** The language that an address begins with ("/ar/c/…" is "ar"), when it is one of ours. */
export const languageOfPath = <L extends string>(path: string, languages: readonly L[]): L | undefined => {
  const first = path.split('/', 2)[1]
  return languages.find((language) => language === first)
}

/**
 * The best of our languages for an Accept-Language header, the first of them when none fits. Only for the redirect of
 * "/" : a page's language is in its address, so that caches and links mean the same page to everybody.
 */
export const preferredLanguage = <L extends string>(
  header: string | undefined,
  languages: readonly [L, ...L[]],
): L => {
  // Source: RFC 9110, section 12.5.4. More than twenty wishes are no reader's.
  const wishes = (header ?? '')
    .slice(0, 1_000)
    .split(',', 20)
    .map((part) => {
      const [tag = '', ...parameters] = part
        .trim()
        .toLowerCase()
        .split(/\s*;\s*/)
      const quality = parameters.find((parameter) => parameter.startsWith('q='))
      const weight = quality === undefined ? 1 : Number(quality.slice(2))
      return { tag, weight: Number.isFinite(weight) ? weight : 0 }
    })
    .filter(({ tag, weight }) => tag !== '' && weight > 0)
    .toSorted((a, b) => b.weight - a.weight)
  for (const { tag } of wishes) {
    const found = languages.find((language) => tag === language || tag.startsWith(`${language}-`))
    if (found !== undefined) return found
  }
  return languages[0]
}
