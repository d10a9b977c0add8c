import { z } from 'zod'
import { maybe } from '#platform/web/forms.ts'
import { day, optionalWords, version, words } from '../forms.ts'
import { waysGiven, wishKinds } from './lists.ts'

const wish = {
  text: words(2000, 40),
  since: day(),
  until: maybe(day()),
  given: z.enum(waysGiven),
  witness: optionalWords(300, 2),
}

export const newWishForm = z.object({ ...wish, kind: z.enum(wishKinds) })
export const wishForm = z.object({ ...wish, version: version() })
export const revokeWishForm = z.object({ version: version(), revoked: words(1000, 10) })
