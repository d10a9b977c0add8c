/** The language that an address begins with ("/ar/c/…" is "ar"), when it is one of ours. */
export const languageOfPath = <L extends string>(path: string, languages: readonly L[]): L | undefined => {
  const first = path.split('/', 2)[1]
  return languages.find((language) => language === first)
}
