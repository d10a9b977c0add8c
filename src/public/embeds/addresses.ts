import type { ActPlace } from '../act-place.ts'
import { actPath, insidePath, nextPath, sharePath, withQuery } from '../addresses.ts'
import { themeFields, type Theme } from '#ui/index.ts'

/** Stands where our own pages have their language. */
const root = 'embed'

export const accentPath = (colour: string): string => `/embed/accent/${colour}.css`

/** The forms of a campaign in a frame: each step keeps the look of the first. */
export function inFrame(theme: Theme, id: string): ActPlace {
  const at = (path: string, more: Readonly<Record<string, string | undefined>> = {}): string =>
    withQuery(path, { ...themeFields(theme), ...more })
  return {
    form: (kind, choice) => at(actPath(root, id, kind), choice),
    inside: (kind, choice) => at(insidePath(root, id, kind), choice),
    next: (journey, after, step, choice) => at(nextPath(root, id, journey, after, step), choice),
    share: () => at(sharePath(root, id)),
  }
}
