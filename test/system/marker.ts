/** Finds one secret word in any bytes, in every form in which it may have got there. */
import { randomInt } from 'node:crypto'

/** Ten letters that stand nowhere else: what must not be found is named with them. */
export const newMarker = (): string =>
  Array.from({ length: 10 }, () => 'bcdfghjklmnpqrstvwxz'[randomInt(20)]).join('')

export const capital = (marker: string): string => marker[0]!.toUpperCase() + marker.slice(1)

/** The bytes of the word in each form, with the name of the form. */
export function formsOf(marker: string): Map<string, Buffer> {
  const forms = new Map<string, Buffer>()
  for (const [how, word] of [
    ['as typed', marker],
    ['with a capital', capital(marker)],
    ['in capitals', marker.toUpperCase()],
  ] as const) {
    const bytes = Buffer.from(word)
    const wide = Buffer.from(word, 'utf16le')
    forms.set(`${how}, utf-8`, bytes)
    forms.set(`${how}, utf-16 little end first`, wide)
    forms.set(`${how}, utf-16 big end first`, Buffer.from(wide).swap16())
    forms.set(`${how}, hex`, Buffer.from(bytes.toString('hex')))
    forms.set(`${how}, hex in capitals`, Buffer.from(bytes.toString('hex').toUpperCase()))
    const quoted = [...bytes].map((byte) => `=${byte.toString(16).toUpperCase()}`).join('')
    forms.set(`${how}, quoted-printable`, Buffer.from(quoted))
    forms.set(`${how}, percent-encoded`, Buffer.from(quoted.replaceAll('=', '%')))
    // wherever the word begins among the groups of three; its ends share letters with what stands beside it
    for (const before of [0, 1, 2]) {
      const padded = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64')
      forms.set(`${how}, base64 from ${before}`, Buffer.from(padded.slice(before ? before + 1 : 0, -4)))
    }
  }
  return forms
}

/** Where the word was found: form and what stands around it. */
export function findIn(bytes: Buffer, forms: ReadonlyMap<string, Buffer>): string[] {
  return [...forms].flatMap(([form, needle]) => {
    const at = bytes.indexOf(needle)
    if (at < 0) return []
    const around = bytes.subarray(Math.max(0, at - 40), at + needle.length + 40).toString('latin1')
    return [`${form}: …${around.replaceAll(/[^ -~]/g, '·')}…`]
  })
}
