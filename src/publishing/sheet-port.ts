import { answerWhatIsAgreed } from '#cases/index.ts'
import { givenFor } from './given.ts'

// Safety: held, so that what is taken back at this moment is on no sheet that is made after it
answerWhatIsAgreed(async (tx, { caseId, purpose, language }) => {
  const given = await givenFor(tx, caseId, [purpose], { hold: true })
  return given.filter(({ languages }) => languages.length === 0 || languages.includes(language))
})
