/** What is done to data before it is scored, each step with the record of what it changed. */
export { unitAvailability, nodeAvailability, type UnitAvailability } from './availability.ts';
export { applyChanges, type CellChange, type ChangeMethod, type DataColumn } from './cell-change.ts';
export { denominate, type Denominated } from './denominate.ts';
export { imputeColumns, imputeRows, type Imputed, type RowOptions, type Unfilled } from './impute.ts';
export { imputePanel, type PanelImputed, type PanelOptions } from './impute-panel.ts';
export { DEFAULT_THRESHOLDS, testOutliers, type OutlierTest, type OutlierThresholds } from './outlier-test.ts';
export { keepUnits, screenUnits, type ScreenOptions, type ScreenReason, type ScreenedUnit } from './screen.ts';
export { describeColumn, type ColumnStatistics, type StatsThresholds } from './stats-table.ts';
export { treat, type TreatOptions, type Treatment, type UntreatedReason } from './treat.ts';
export { type Transform } from './log-transforms.ts';
