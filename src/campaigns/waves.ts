import { offerRiskBackdrop } from '#cases/index.ts'

/** The days from an ask to its close, by the campaign's code name: what the chart of risk shows behind the level. */
offerRiskBackdrop(async (tx, caseId) => {
  const rows = await tx.db
    .selectFrom('campaigns')
    .select(['id', 'code_name', 'live_at', 'ended_at', 'act_by'])
    .where('case_id', '=', caseId)
    .where('live_at', 'is not', null)
    .orderBy('live_at')
    .execute()
  return rows.map(({ id, code_name: label, live_at: began, ended_at: ended, act_by: actBy }) => {
    const close = ended?.toISOString().slice(0, 10) ?? actBy
    return {
      id,
      kind: 'wave',
      label,
      from: began!.toISOString().slice(0, 10),
      ...(close ? { to: close } : {}),
    }
  })
})
