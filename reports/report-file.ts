/** One file of a report. */
export interface ReportFile {
  /** Its place inside the report folder, with slashes: `junit.xml`, `allure-results/….json`. */
  name: string;
  text: string;
}
