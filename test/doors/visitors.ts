/** The doors of the visitors’ process, each under what it shows: what belongs to a case goes with the case. */
import { readDoors } from './reading.ts'

export type Shows =
  /** the instance: nothing of a case stands in the address */
  | 'instance'
  /** a case, its campaign, its update, their feeds, pictures and forms: gone with it, in the same words */
  | 'case'
  /** an organisation's own page of a campaign; `src/campaigns/stopped-pages.test.ts` walks them in every state */
  | 'partner'
  /** what a link in a mail opens: whoever has no such link finds nothing */
  | 'link'

const doors: Record<Shows, string> = {
  instance: `
    GET /
    GET /healthz
    GET /robots.txt
    GET /favicon.ico
    GET /assets/*
    GET /embed.js
    GET /oembed
    GET /embed/accent/:file
    GET /:lang
    GET /:lang/
    GET /:lang/privacy
    GET /:lang/o/:id
    GET /:lang/o/:id/feed.atom
    GET /:lang/o/:id/feed.json
    GET /:lang/unsubscribed
    GET /:lang/answered
    GET /:lang/preferences/done/:command
    GET /:lang/signatory/done/:answer`,
  case: `
    GET /files/:key
    GET /:lang/c/:id
    GET /:lang/c/:id/updates
    GET /:lang/c/:id/updates/:update
    GET /:lang/c/:id/feed.atom
    GET /:lang/c/:id/feed.json
    GET /:lang/c/:id/letters/:letter
    GET /:lang/c/:id/letters/:letter/signatories
    GET /:lang/c/:id/letters/:letter/print
    GET+POST /:lang/c/:id/letters/:letter/sign
    GET /:lang/c/:id/letters/:letter/sign/thanks
    GET /:lang/c/:id/letters/:letter/sign/confirmed
    GET /:lang/o/:id/updates/:update
    GET+POST /:lang/c/:id/follow
    GET /:lang/c/:id/follow/sent
    GET /:lang/act/:id
    GET /:lang/act/:id/share
    GET+POST /:lang/act/:id/:kind
    GET /:lang/act/:id/:kind/inside
    GET /:lang/act/:id/next/:journey
    GET /:lang/act/:id/next/:journey/share
    GET+POST /:lang/act/:id/next/:journey/:kind
    GET /:lang/confirmed/:page/:id/:answer
    GET /:lang/confirmed/act/:id/:partner/:answer
    GET /standing/:lang/:what/:id/:by?
    GET /embed/count/:id/:by?
    GET /embed/update/:id/:by?
    GET /embed/updates/:id/:by?
    GET /embed/act/:id
    GET /embed/act/:id/share
    GET+POST /embed/act/:id/:kind
    GET /embed/act/:id/:kind/inside
    GET /embed/act/:id/next/:journey
    GET /embed/act/:id/next/:journey/share
    GET+POST /embed/act/:id/next/:journey/:kind`,
  partner: `
    GET /:lang/act/:id/:partner
    GET /:lang/act/:id/:partner/*
    GET /:lang/act/:id/:partner/share
    GET+POST /:lang/act/:id/:partner/:kind
    GET /:lang/act/:id/:partner/:kind/inside
    GET /:lang/act/:id/:partner/next/:journey
    GET /:lang/act/:id/:partner/next/:journey/share
    GET+POST /:lang/act/:id/:partner/next/:journey/:kind
    GET /embed/act/:id/:partner
    GET /embed/act/:id/:partner/*
    GET /embed/act/:id/:partner/share
    GET+POST /embed/act/:id/:partner/:kind
    GET /embed/act/:id/:partner/:kind/inside
    GET /embed/act/:id/:partner/next/:journey
    GET /embed/act/:id/:partner/next/:journey/share
    GET+POST /embed/act/:id/:partner/next/:journey/:kind`,
  link: `
    GET+POST /:lang/confirm/:token
    GET /:lang/confirm/:token/only
    GET /:lang/confirm/:token/not-me
    GET+POST /u/:token
    GET+POST /:lang/preferences/:token
    GET+POST /:lang/preferences/:token/change
    GET+POST /:lang/undo/:token
    GET+POST /:lang/sign-on/:token
    GET+POST /:lang/signatory/:token`,
}

/** Each door, as `GET /path`, with what it shows. */
export const shows: ReadonlyMap<string, Shows> = readDoors(doors)
