"""Wait until a page shows its last state: the script has ended and every chart is drawn."""

from playwright.sync_api import Page

LONGEST_WAIT = 30_000

# A chart is drawn when Plotly has its layout, and a map when its shapes have come and are paths.
# Quiet must last: after a click the next run of the script begins only a moment later.
QUIET = """() => {
  const app = document.querySelector('[data-testid="stApp"]');
  const still = app
    && app.dataset.testScriptState === 'notRunning'
    && app.dataset.testConnectionState === 'CONNECTED'
    && !document.querySelector('[data-stale="true"], [data-testid="stSkeleton"]');
  const charts = [...document.querySelectorAll('[data-testid="stPlotlyChart"]')];
  const drawn = charts.every((chart) => {
    const plot = chart.querySelector('.js-plotly-plot');
    if (!plot || !plot._fullLayout || !plot.querySelector('.main-svg')) return false;
    const shapes = (plot._fullData || []).some((trace) =>
      trace.type === 'choropleth' && trace.visible === true && (trace.z || []).length);
    return !shapes || plot.querySelector('.choroplethlayer path') !== null;
  });
  if (!still || !drawn) { window.atlasQuietSince = undefined; return false; }
  window.atlasQuietSince ??= performance.now();
  return performance.now() - window.atlasQuietSince > 400;
}"""


def settled(page: Page) -> Page:
    """Wait until the page has been quiet for a moment, and return it.

    Errors: playwright's TimeoutError after half a minute.
    """
    page.evaluate("window.atlasQuietSince = undefined")
    page.wait_for_function(QUIET, timeout=LONGEST_WAIT)
    return page
