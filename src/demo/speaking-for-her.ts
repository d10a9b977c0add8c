import { dayFromNow, type Story } from './world.ts'

const codeWord = 'the third lamp'

/** While she is free she says who speaks for her, and by which word one knows that it is she. */
export async function leaveADirection({ steps, ines, caseHref }: Story): Promise<void> {
  const member = steps.must('Ines', ines)
  const at = steps.must('the case', caseHref)
  const list = await member.open(`${at}/direction`)
  const form = steps.must('her advance direction', list.link(/\/direction\/[0-9a-f-]{36}$/))
  const words = 'If they hold me, my lawyer speaks first, then my sister. Believe nothing that I sign there.'
  const left = await member.fill(form, {
    form: /\/direction\/[0-9a-f-]{36}$/,
    type: {
      ...{ name1: 'Rami Aziz', relation1: 'her lawyer', reach1: 'By the agreed number, at any hour.' },
      ...{ name2: 'Huda', relation2: 'her sister', reach2: 'In person.' },
      ...{ lawyer: 'yes', codeWord, words, confirmedOn: dayFromNow(-2), confirmedHow: 'written' },
    },
  })
  steps.check('she says who speaks for her, and in which order', left.says('Rami Aziz'), left.text)
  const check = (said: string) => member.fill(`${at}/direction`, { form: '/code-word', type: { said } })
  const [wrong, right] = [await check('the second lamp'), await check(codeWord)]
  steps.check(
    'her word is checked, and never shown again',
    wrong.says('this is not her code word') && right.says('this is her code word') && !right.says(codeWord),
    right.text,
  )
}

/** For some hours nobody can ask her. What she gave stays; two people look whether it is still good for her. */
export async function beOutOfReach({ steps, ines, tomas, caseHref }: Story): Promise<void> {
  const [member, colleague] = [steps.must('Ines', ines), steps.must('Tomas', tomas)]
  const page = `${steps.must('the case', caseHref)}/consents/unobtainable`
  const begun = await member.fill(page, { form: '/unobtainable', type: { reason: 'unreachable' } })
  steps.check(
    'nobody can ask her: that is noted, and marked on every page',
    begun.says('Cannot be asked'),
    begun.text,
  )
  const answer = { form: /\/review$/, type: { answer: 'in-interest' } }
  const half = await member.fill(page, answer)
  const whole = await colleague.fill(page, answer)
  steps.check(
    'two people say that what she gave is still good for her',
    half.says('A second person answers too') && whole.says('The review is complete'),
    whole.text,
  )
  const over = await member.fill(page, { form: /\/end$/ })
  steps.check('then she calls, and can be asked again', !over.says('Cannot be asked'), over.text)
}
