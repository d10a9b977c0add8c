import { createHash } from 'node:crypto'
import {
  buildCaseDocuments,
  caseHref,
  caseMaterial,
  datedLines,
  pointsIn,
  readRendition,
  type CaseDocument,
  type CaseMaterial,
} from '#cases/index.ts'
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { Conflict, Invalid, Refused } from '#platform/web/errors.ts'
import { addressOfCase } from './address.ts'
import { holdGate } from './gate.ts'
import { ownerOf, readTicks } from './persons-shown.ts'
import { openSignDoor, pageMatter, type Part } from './doors.ts'
import { onlySigned } from './naming.ts'
import { asShown, type ShownPoint } from './points.ts'
import type { FileOut, PublishInput } from './publication.ts'
import { askForSignature, type AskInput, type Asked } from './signing.ts'
import { takeDown } from './taking-down.ts'
import { plainOf } from './words.ts'
import { canonicalJson } from './sign-off.ts'
import type { ConsentItem, GateItem } from './tables.ts'

/** What an author ticks beside gate and image: what the words themselves tell of her. */
export const tickable = [
  'story',
  'place',
  'affiliation',
  'health',
  'family',
  'charges',
  'quotes',
] as const satisfies readonly ConsentItem[]
export type Tickable = (typeof tickable)[number]

export interface CaseChoice {
  caseId: string
  /** whose page it is; the only person at risk unless told */
  personId?: string | undefined
  languages: readonly string[]
  gate: GateItem
  items: readonly Tickable[]
  /** what it tells of other persons of the case, each as `person:item` */
  others?: readonly string[]
  portrait: boolean
  status: boolean
  /** ids of her points, in whatever order; none unless told */
  points?: readonly string[]
}

/** Says what was read: another wording, picture, assessment, public fact or effect, or word of hers gives another one. */
export function fingerprint(material: CaseMaterial): string {
  const { wordings, portrait, assessment, row, words } = material
  const told = material.wordings.map(({ language }) => [language, datedLines(material, language)])
  const read = {
    wordings: wordings.map(({ language, version }) => [language, version]),
    portrait: portrait && [portrait.id, portrait.credit, portrait.alt],
    assessment: assessment?.id,
    country: row.country,
    ...(words.length > 0 ? { words: words.map(asShown) } : {}),
    // Safety: a line that somebody makes public while the author reads is not signed unread
    told,
  }
  return createHash('sha256').update(canonicalJson(read)).digest('base64url').slice(0, 22)
}

/** What the second person rebuilds the page from. */
type StoredChoice = Omit<CaseChoice, 'caseId'>

/**
 * Signs the case page, in the chosen languages, on the consents that it needs: public at once where one person may, else
 * when a second one has signed. For writers with a recent step-up.
 * @param choice `seen` is the fingerprint of what the author read before signing
 * @throws Conflict ('publishing.changed') when it is no longer what was read, Refused ('publishing.no-consent'), Invalid
 */
export async function publishCase(
  tx: Tx,
  { seen, caseId, ...choice }: CaseChoice & { seen: string },
  asking: Pick<AskInput, 'correcting' | 'review' | 'note' | 'condition' | 'publishAt'> = {},
): Promise<Asked> {
  mustBeAllowed(tx, 'publishing.sign-off')
  return await askForSignature(tx, { kind: 'case', subjectId: caseId, choice, seen, ...asking })
}

openSignDoor({
  kind: 'case',
  async make(tx, { subjectId, choice, seen, fileKey, forReading, named }) {
    // what is only looked at takes no locks
    if (!forReading) await holdGate(tx, subjectId)
    const material = await caseMaterial(tx, subjectId)
    // Safety: one signs what one has read
    if (seen !== undefined && fingerprint(material) !== seen) throw new Conflict('publishing.changed')
    const page = await buildCasePage(
      tx,
      material,
      { ...(choice as StoredChoice), caseId: subjectId },
      fileKey,
    )
    return pageMatter(onlySigned(page, named))
  },
  read: readCase,
  href: ({ caseId }) => caseHref(caseId, '/publish'),
})

async function buildCasePage(
  tx: Tx,
  material: CaseMaterial,
  choice: CaseChoice,
  fileKey: (name: string) => string,
): Promise<PublishInput> {
  mustBeComplete(material, choice)
  const personId = await ownerOf(tx, choice.caseId, choice.personId)
  const points = pointsOf(material, choice, personId)
  const keys = new Map(
    choice.portrait ? material.portrait?.renditions.map(({ width }) => [width, fileKey(`${width}`)]) : [],
  )
  const gate = { personId, item: choice.gate }
  const shortId = await addressOfCase(tx, material.row, gate, fileKey)
  const documents = buildCaseDocuments(
    { ...material, row: { ...material.row, shortId } },
    { ...choice, named: choice.gate === 'name' },
    keys,
  )
  const items: ConsentItem[] = [...choice.items, ...(choice.portrait ? (['image'] as const) : [])]
  return {
    caseId: choice.caseId,
    subjectKind: 'case',
    subjectId: choice.caseId,
    key: shortId,
    items: [...items.map((item) => ({ personId, item })), ...readTicks(choice.others ?? [], personId)],
    gate,
    documents,
    files: await portraitFiles(tx, material, personId, keys),
    points,
    text: material.wordings
      .filter(({ language }) => choice.languages.includes(language))
      .map(({ language, name, sentence, story }) => ({ language, name, sentence, story })),
  }
}

/** The case page, part by part. */
function readCase(body: object): Part[] {
  const page = body as CaseDocument
  const { storyHtml, status, portrait } = page
  return [
    { label: 'publishing.part.name', text: page.name },
    { label: 'publishing.part.sentence', text: page.sentence },
    ...(storyHtml
      ? [{ label: 'publishing.part.story', text: plainOf(storyHtml), html: storyHtml } as const]
      : []),
    ...(portrait
      ? [{ label: 'publishing.part.portrait', text: `${portrait.alt} (${portrait.credit})` } as const]
      : []),
    ...(status
      ? ([
          { label: 'publishing.part.status', text: status.text },
          {
            label: 'publishing.part.assessed',
            text: [status.assessedOn, ...status.assessors, status.validUntil].join(' · '),
          },
        ] as const)
      : []),
    ...(page.words ?? []).map(({ form, text, saidOn, translatedFrom }): Part => ({
      label: `publishing.part.${form}`,
      text: [saidOn, text, ...(translatedFrom ? [translatedFrom] : [])].join(' · '),
    })),
    ...told('case.timeline', page.timeline),
    ...told('case.effects', page.effects),
  ]
}

/** Safety: each dated line is a part, so that whoever signs has read it before the public does. */
const told = (
  label: 'case.timeline' | 'case.effects',
  lines: readonly { on: string; text: string; joint?: string }[] = [],
): Part[] =>
  lines.map(({ on, text, joint }) => ({
    label,
    text: [on, text, ...(joint ? [joint] : [])].join(' · '),
  }))

/** The page answers with the neutral text from now on. */
export const unpublishCase = (tx: Tx, caseId: string): Promise<boolean> =>
  takeDown(tx, { subjectKind: 'case', subjectId: caseId, quiet: true })

function mustBeComplete(material: CaseMaterial, choice: CaseChoice): void {
  const wordings = material.wordings.filter(({ language }) => choice.languages.includes(language))
  if (wordings.length === 0 || wordings.length < choice.languages.length)
    throw new Invalid({ languages: 'publishing.error.languages' })
  if (wordings.some(({ name, sentence }) => !name || !sentence))
    throw new Invalid({ languages: 'publishing.error.incomplete' })
  if (!choice.portrait) return
  const { portrait } = material
  if (!portrait) throw new Invalid({ portrait: 'publishing.error.no-portrait' })
  if (choice.languages.some((language) => !portrait.alt[language] || !portrait.credit[language]))
    throw new Invalid({ portrait: 'publishing.error.portrait-words' })
}

/**
 * Her points, in each language in which she approved them. Safety: only of the person whose page it is; nobody else's words
 * are put under her name.
 * @throws Refused ('publishing.point') for one that may not be quoted in any language of the page
 */
function pointsOf(material: CaseMaterial, choice: CaseChoice, personId: string): ShownPoint[] {
  const found = choice.languages
    .flatMap((language) => pointsIn(material, choice, language))
    .filter((one) => one.personId === personId)
  if (choice.points?.some((id) => !found.some(({ pointId }) => pointId === id)))
    throw new Refused('publishing.point')
  return found.map(asShown)
}

async function portraitFiles(
  tx: Tx,
  material: CaseMaterial,
  personId: string,
  keys: ReadonlyMap<number, string>,
): Promise<FileOut[]> {
  const { portrait } = material
  if (!portrait || keys.size === 0) return []
  const files: FileOut[] = []
  for (const { width, height } of portrait.renditions) {
    const { bytes, contentType } = await readRendition(tx, {
      caseId: material.row.id,
      imageId: portrait.id,
      width,
    })
    files.push({
      key: keys.get(width)!,
      contentType,
      width,
      height,
      bytes,
      shows: { personId, item: 'image' },
    })
  }
  return files
}
