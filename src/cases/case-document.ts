import type { Tx } from '#platform/database.ts'
import { renderMarkdown } from '#platform/text/markdown.ts'
import { slugOf } from '#platform/text/slug.ts'
import { listAssessments, publicAssessment, type Assessment } from './risk/assessment.ts'
import type { CaseDocument, FileReference } from './document.ts'
import { listEffects, publicEffects, type Effect } from './effects/effect.ts'
import { listFacts, publicFacts, type Fact } from './facts/fact.ts'
import { findPortrait, type Portrait } from './portrait.ts'
import { getCase, type CaseRow } from './reads.ts'
import type { ApprovedWords } from './statements/approved.ts'
import { words } from './statements/ports.ts'
import { listWordings, type Wording } from './wording.ts'
import { endOfDay } from './zone.ts'

/** All that a case page can be made of, opened. */
export interface CaseMaterial {
  row: CaseRow
  wordings: Wording[]
  portrait?: Portrait
  assessment?: Assessment
  /** what of her own words may be quoted now, in every language that she approved */
  words: ApprovedWords[]
  facts: Fact[]
  effects: Effect[]
  organisations: CaseDocument['organisations']
  leadOrganisationId?: string
}

/** Gathers what a page is made of. For writers who see the case. @throws NotFound */
export async function caseMaterial(tx: Tx, caseId: string): Promise<CaseMaterial> {
  const row = await getCase(tx, caseId)
  const coalition = await tx.db
    .selectFrom('coalition_members')
    .select(['organisation_id', 'role', 'named_in_public'])
    .where('case_id', '=', caseId)
    .where('left_at', 'is', null)
    .orderBy('joined_at')
    .execute()
  return {
    row,
    wordings: await listWordings(tx, caseId),
    portrait: await findPortrait(tx, caseId),
    assessment: publicAssessment(await listAssessments(tx, caseId)),
    words: await words().quotable(tx, caseId),
    facts: await listFacts(tx, caseId),
    effects: await listEffects(tx, caseId),
    // Safety: an unnamed member appears on no page and in no count
    organisations: coalition
      .filter((one) => one.named_in_public)
      .map((one) => ({ id: one.organisation_id, role: one.role })),
    leadOrganisationId: coalition.find((one) => one.role === 'lead' && one.named_in_public)?.organisation_id,
  }
}

export interface PageChoice {
  languages: readonly string[]
  /** only a page by her own name has words in its address */
  named: boolean
  portrait: boolean
  status: boolean
  /** which of her points it carries; none unless told */
  points?: readonly string[] | undefined
}

/** Keys of the portrait's files in this publication, by width. */
export type FileKeys = ReadonlyMap<number, string>

/** The pages as they will stand, one for each chosen language that has a wording. */
export function buildCaseDocuments(
  material: CaseMaterial,
  choice: PageChoice,
  keys: FileKeys,
): { language: string; body: CaseDocument; freshUntil?: Date }[] {
  const { row, assessment } = material
  const wordings = material.wordings.filter(({ language }) => choice.languages.includes(language))
  return wordings.map((wording) => {
    const status = choice.status ? statusOf(assessment, wording.language) : undefined
    return {
      language: wording.language,
      body: {
        id: row.shortId,
        lang: wording.language,
        name: wording.name,
        slug: (choice.named && slugOf(wording.name)) || undefined,
        sentence: wording.sentence,
        storyHtml: wording.story
          ? renderMarkdown(wording.story, { language: wording.language }).html
          : undefined,
        country: row.country,
        zone: wording.zone,
        portrait:
          choice.portrait && material.portrait
            ? fileReference(material.portrait, wording.language, keys)
            : undefined,
        status,
        words: quotesOf(pointsIn(material, choice, wording.language)),
        ...datedLines(material, wording.language),
        organisations: material.organisations,
        leadOrganisationId: material.leadOrganisationId,
        languages: wordings.map(({ language }) => language),
      },
      // the page has to say by then that a new assessment is due
      freshUntil: status && endOfDay(status.validUntil, wording.zone),
    }
  })
}

/** The chosen points that she approved in this language, in the order in which she said them. */
export const pointsIn = (
  material: Pick<CaseMaterial, 'words'>,
  { points = [] }: Pick<PageChoice, 'points'>,
  language: string,
): ApprovedWords[] =>
  material.words.filter((one) => one.language === language && points.includes(one.pointId))

const quotesOf = (said: readonly ApprovedWords[]): CaseDocument['words'] =>
  said.length === 0
    ? undefined
    : said.map(({ form, text, saidOn, original, saidIn }) => ({
        ...{ form, text, saidOn },
        ...(original ? {} : { translatedFrom: saidIn }),
      }))

/** The dated lines of a page: what happened, and what came of it, as far as it may be public. */
export function datedLines(
  { facts, effects }: Pick<CaseMaterial, 'facts' | 'effects'>,
  language: string,
): Pick<CaseDocument, 'timeline' | 'effects'> {
  const [timeline, came] = [publicFacts(facts, language), publicEffects(effects, language)]
  return {
    timeline: timeline.length > 0 ? timeline : undefined,
    effects: came.length > 0 ? came : undefined,
  }
}

function statusOf(assessment: Assessment | undefined, language: string): CaseDocument['status'] {
  const text = assessment?.wording[language]
  if (!assessment || !text) return undefined
  return {
    text,
    assessedOn: assessment.assessedOn,
    assessors: assessment.assessors[language] ?? [],
    assessorCount: assessment.assessorCount,
    nextReviewOn: assessment.nextReviewOn,
    validUntil: assessment.validUntil,
  }
}

function fileReference(portrait: Portrait, language: string, keys: FileKeys): FileReference | undefined {
  const [small, large] = portrait.renditions.map(({ width, height }) => ({
    key: keys.get(width) ?? '',
    width,
    height,
  }))
  if (!small) return undefined
  return {
    ...small,
    alt: portrait.alt[language] ?? '',
    credit: portrait.credit[language] ?? '',
    larger: large,
  }
}
