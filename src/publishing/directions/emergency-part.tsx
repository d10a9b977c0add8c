import { offerEmergencyPart, calledOf } from '#cases/index.ts'
import { listDirections } from './direction.ts'
import { confirmedLine, DirectionFacts } from './views.tsx'

// who decides on the day of an arrest has to be read at once, and not from a tab that asks for a reason first
offerEmergencyPart(async (tx, { caseId, persons }) => {
  const directions = (await listDirections(tx, caseId)).flatMap((direction) => {
    const person = persons.find(({ id }) => id === direction.personId)
    return person ? [{ direction, name: calledOf(person) }] : []
  })
  return (i18n) => (
    <section>
      <h2>{i18n.t('direction.tab')}</h2>
      {directions.length === 0 && <p>{i18n.t('direction.emergency.none')}</p>}
      {directions.map(({ direction, name }) => (
        <>
          <p>
            <strong>
              <bdi>{name}</bdi>
            </strong>{' '}
            <small>{confirmedLine(i18n, direction)}</small>
          </p>
          <DirectionFacts i18n={i18n} direction={direction} />
        </>
      ))}
    </section>
  )
})
