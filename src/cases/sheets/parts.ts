import { renderMarkdown } from '#platform/text/markdown.ts'
import { sayDay } from '../facts/day.ts'
import { listFacts } from '../facts/fact.ts'
import { listInterventions } from '../interventions/intervention.ts'
import { isHeld } from '../liberty/lists.ts'
import { listRestrictions } from '../liberty/restriction.ts'
import { listAssessments, newestOfEach } from '../risk/assessment.ts'
import { listThreats } from '../risk/threat.ts'
import { holds, listWishes } from '../wishes/wish.ts'
import type { SheetPart } from './audiences.ts'
import { code, entry, line, lines, onDay, type Entry, type SheetRoom } from './room.ts'
import { readProceedings } from './proceedings-part.ts'
import { readWords } from './words-part.ts'

type Reader = (room: SheetRoom) => Promise<Entry[]> | Entry[]

export const readers: Readonly<Record<SheetPart, Reader>> = {
  'how-to-speak': readWishes,
  identity: readIdentity,
  place: readPlace,
  liberty: readLiberty,
  health: readHealth,
  family: readFamily,
  proceedings: readProceedings,
  facts: readFacts,
  words: readWords,
  threats: readThreats,
  'risk-wording': readRiskWording,
  interventions: readInterventions,
  'public-wording': readWording,
}

async function readWishes({ tx, caseId, sieve }: SheetRoom): Promise<Entry[]> {
  const all = (await listWishes(tx, caseId)).filter(
    (wish) => wish.kind === 'how-to-speak' && holds(wish, tx.now),
  )
  return all.flatMap(({ text }) => {
    const said = sieve.text(text)
    return said ? [{ lines: [{ text: said }] }] : []
  })
}

/** Each person alone: her own name if she agreed to it, the other one otherwise, nothing if neither. */
function readIdentity({ i18n, sieve, persons, agreed }: SheetRoom): Entry[] {
  return persons
    .filter(({ role }) => role === 'at-risk' || role === 'co-accused')
    .flatMap((person) => {
      const named = agreed(person.id, 'name')
      const called = named || agreed(person.id, 'pseudonym')
      if (!called) sieve.leftOut = true
      else if (!named && !person.publicName) sieve.leftOut = true
      const name = named ? person.legalName : called ? sieve.text(person.publicName) : undefined
      const work = person.work?.map((one) => code(i18n, `persons.work.${one}`)) ?? []
      const about = person.affiliation || work.length > 0 ? sieve.may([person], 'affiliation') : false
      return entry(
        name ?? code(i18n, `persons.role.${person.role}`),
        lines(
          name ? { text: code(i18n, `persons.role.${person.role}`) } : undefined,
          named ? line(i18n.t('persons.field.calledName'), person.calledName) : undefined,
          called ? line(i18n.t('persons.field.pronouns'), sieve.text(person.pronouns)) : undefined,
          called ? line(i18n.t('persons.field.languages'), sieve.text(person.languages)) : undefined,
          about ? line(i18n.t('persons.field.work'), i18n.list(work)) : undefined,
          about ? line(i18n.t('persons.field.affiliation'), sieve.text(person.affiliation)) : undefined,
        ),
      )
    })
}

function readPlace({ i18n, row, liberty, sieve }: SheetRoom): Entry[] {
  const now = liberty[0]
  // Safety: only where others hold her does a place go to paper; where she hides or lives it never does
  const place = now && isHeld(now.status) ? sieve.text(now.place) : undefined
  return entry(
    undefined,
    lines(line(i18n.t('sheets.country'), i18n.country(row.country)), line(i18n.t('liberty.place'), place)),
  )
}

/** That somebody hides, fled or broke out is for those who act for her, and never said aloud. */
const unsaid = ['in-hiding', 'in-exile', 'escaped', 'unknown']

async function readLiberty(room: SheetRoom): Promise<Entry[]> {
  const { tx, i18n, caseId, sieve, liberty, audience } = room
  const now = liberty[0]
  const aloud = audience.detail === 'aloud'
  const notes = audience.detail === 'file'
  if (now && aloud && unsaid.includes(now.status)) {
    sieve.leftOut = true
    return []
  }
  const codes = (list: 'contact' | 'counsel' | 'basis') =>
    now && !aloud && now[list].length > 0
      ? line(
          i18n.t(`liberty.${list}`),
          now[list].map((one) => code(i18n, `liberty.${list}.${one}`)).join(' · '),
        )
      : undefined
  const status = now
    ? entry(
        code(i18n, `liberty.status.${now.status}`),
        lines(
          { text: i18n.t('liberty.since', { on: onDay(i18n, now.since) }) },
          now.detention && !aloud
            ? line(i18n.t('liberty.detention'), code(i18n, `liberty.detention.${now.detention}`))
            : undefined,
          ...(['contact', 'counsel', 'basis'] as const).map(codes),
          notes ? line(i18n.t('liberty.note'), sieve.text(now.note)) : undefined,
        ),
      )
    : []
  const restrictions = (await listRestrictions(tx, caseId)).filter(({ endedOn }) => !endedOn)
  return [
    ...status,
    ...restrictions.flatMap((one) =>
      entry(
        code(i18n, `liberty.restriction.${one.kind}`),
        lines(
          { text: i18n.t('liberty.since', { on: onDay(i18n, one.since) }) },
          one.untilOn ? line(i18n.t('liberty.restrictions.until'), onDay(i18n, one.untilOn)) : undefined,
          notes ? line(i18n.t('liberty.restrictions.about'), sieve.text(one.note)) : undefined,
        ),
      ),
    ),
  ]
}

function readHealth({ sieve, persons, agreed }: SheetRoom): Entry[] {
  return persons
    .filter(({ role, health }) => health && (role === 'at-risk' || role === 'co-accused'))
    .flatMap((person) => {
      if (!sieve.may([person], 'health')) return []
      const health = sieve.text(person.health)
      const name = agreed(person.id, 'name') ? person.legalName : undefined
      return health ? entry(name, [{ text: health }]) : []
    })
}

/** How many live from her, and those of the family who agreed themselves. */
function readFamily({ i18n, sieve, persons, atRisk }: SheetRoom): Entry[] {
  const family = persons.filter(({ role }) => role === 'family')
  const dependants = atRisk.reduce((sum, { dependants: count }) => sum + (count ?? 0), 0)
  return [
    ...entry(
      undefined,
      lines(dependants > 0 ? line(i18n.t('persons.field.dependants'), String(dependants)) : undefined),
    ),
    ...family.flatMap((person) =>
      sieve.may([person], 'name')
        ? [
            {
              title: person.legalName,
              lines: lines(line(i18n.t('persons.field.languages'), sieve.text(person.languages))),
            },
          ]
        : [],
    ),
  ]
}

/** Safety: who said it never leaves the file; how it may be attributed does. */
async function readFacts({ tx, i18n, caseId, sieve, audience }: SheetRoom): Promise<Entry[]> {
  const { visibility, tlp } = audience.facts
  const all = (await listFacts(tx, caseId)).filter(
    (one) => !one.retractedAt && visibility.includes(one.visibility) && tlp.includes(one.tlp),
  )
  const publicOnly = visibility.every((one) => one === 'public')
  return all.toReversed().flatMap((one) => {
    const said = sieve.text(publicOnly ? one.public?.[i18n.lang] : one.statement)
    if (!said) return []
    return entry(
      sayDay(i18n, one.on, one.precision),
      lines(
        { text: said },
        publicOnly ? undefined : line(i18n.t('fact.attribution'), sieve.text(one.attribution)),
        publicOnly ? undefined : line(i18n.t('fact.tlp'), code(i18n, `fact.tlp.${one.tlp}`)),
      ),
    )
  })
}

async function readThreats({ tx, i18n, caseId, sieve, audience }: SheetRoom): Promise<Entry[]> {
  const all = (await listThreats(tx, caseId)).filter(
    ({ status }) => status === 'open' || status === 'escalated',
  )
  return all.flatMap((one) => {
    const what = sieve.text(one.what)
    if (!what) return []
    return entry(
      i18n.t('sheets.threat.days', { from: onDay(i18n, one.firstSeen), to: onDay(i18n, one.lastSeen) }),
      lines(
        { text: what },
        line(i18n.t('threats.col.actor'), code(i18n, `threats.actor.${one.actor}`)),
        audience.detail === 'file' ? line(i18n.t('threats.field.link'), sieve.text(one.link)) : undefined,
      ),
    )
  })
}

/** The public sentence with its day; past its day it is told as what it is. */
async function readRiskWording({ tx, i18n, caseId, sieve }: SheetRoom): Promise<Entry[]> {
  const today = tx.now.toISOString().slice(0, 10)
  return newestOfEach(await listAssessments(tx, caseId)).flatMap((one) => {
    const said = sieve.text(one.wording[i18n.lang])
    if (!said) return []
    const on = onDay(i18n, one.assessedOn)
    const due = one.validUntil < today
    return entry(
      code(i18n, `cases.harm.${one.harm}`),
      // Safety: an old judgement never stands as the present one
      due
        ? [{ text: i18n.t('sheets.risk.due', { on }) }]
        : [{ text: said }, { text: i18n.t('sheets.risk.on', { on, count: one.assessorCount }) }],
    )
  })
}

/** Only what was made; what is confidential to somebody stays with the team, whoever that somebody is. */
async function readInterventions({ tx, i18n, caseId, sieve }: SheetRoom): Promise<Entry[]> {
  const all = (await listInterventions(tx, caseId)).filter(
    ({ state, confidentialTo }) => (state === 'made' || state === 'answered') && !confidentialTo,
  )
  return all.flatMap((one) => {
    const [by, to] = [sieve.text(one.by), sieve.text(one.to)]
    if (!by || !to) return []
    return entry(
      onDay(i18n, one.madeOn),
      lines(
        line(i18n.t('intervention.by'), by),
        line(i18n.t('intervention.to'), to),
        line(i18n.t('intervention.what'), sieve.text(one.what)),
        one.response
          ? line(i18n.t('intervention.response'), code(i18n, `intervention.response.${one.response}`))
          : undefined,
      ),
    )
  })
}

function readWording({ i18n, sieve, wording, atRisk, agreed }: SheetRoom): Entry[] {
  if (!wording) return []
  if (!atRisk.every(({ id }) => agreed(id, 'name') || agreed(id, 'pseudonym'))) {
    sieve.leftOut = true
    return []
  }
  return entry(
    sieve.text(wording.name),
    lines(
      line(i18n.t('sheets.wording.sentence'), sieve.text(wording.sentence)),
      line(
        i18n.t('sheets.wording.story'),
        sieve.text(renderMarkdown(wording.story, { language: i18n.lang }).text),
      ),
      line(i18n.t('sheets.wording.concern'), sieve.text(wording.concern)),
    ),
  )
}
