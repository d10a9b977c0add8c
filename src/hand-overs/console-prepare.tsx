/** All hand-overs of a campaign's signatures or of a joint letter, and beginning the next one. */
import { can } from '#platform/access.ts'
import type { ConsoleContext } from '#platform/module.ts'
import { takeForm, type Again } from '#cases/index.ts'
import { myPart } from '#coalitions/index.ts'
import { getCampaign } from '#campaigns/index.ts'
import { getLetter } from '#joint-letters/index.ts'
import { redirect } from '#organisations/index.ts'
import { framed, handOverHref, idOf, reading, writing } from './console-frame.tsx'
import { prepareForm } from './forms.ts'
import { listHandOvers, prepareHandOver, type Subject } from './hand-over.ts'
import { countOver } from './numbers.ts'
import { HandOversView } from './views/hand-overs.tsx'

const campaignOf = (c: ConsoleContext): Subject => ({ campaignId: idOf(c, 'id') })

const letterOf = (c: ConsoleContext): Subject => ({ letterId: idOf(c, 'letterId') })

export const showOfLetter = (c: ConsoleContext): Promise<Response> => listPage(c, letterOf(c))
export const takeOfLetter = (c: ConsoleContext): Promise<Response> => take(c, letterOf(c))
export const showOfCampaign = (c: ConsoleContext): Promise<Response> => listPage(c, campaignOf(c))
export const takeOfCampaign = (c: ConsoleContext): Promise<Response> => take(c, campaignOf(c))

async function listPage(c: ConsoleContext, subject: Subject, again?: Again): Promise<Response> {
  const i18n = c.get('i18n')
  const shown = await reading(c, async (tx) => {
    const { caseId } = subject.campaignId
      ? await getCampaign(tx, subject.campaignId)
      : await getLetter(tx, subject.letterId!)
    return {
      handOvers: await listHandOvers(tx, subject),
      numbers: await countOver(tx, subject),
      observes: (await myPart(tx, caseId)).role === 'observer',
    }
  })
  return await framed(c, subject, {
    status: again?.status,
    body: (
      <HandOversView
        i18n={i18n}
        subject={subject}
        {...shown}
        mayPrepare={can(c.get('member'), 'hand-over.write') && !shown.observes}
        form={again?.form ?? { values: {}, errors: {} }}
      />
    ),
  })
}

async function take(c: ConsoleContext, subject: Subject): Promise<Response> {
  const taken = await takeForm(c, prepareForm, (facts) =>
    writing(c, (tx) => prepareHandOver(tx, { ...subject, ...facts })),
  )
  if (!taken.done) return await listPage(c, subject, taken.again)
  return redirect(c, handOverHref(taken.value), 'hand-over.prepared')
}
