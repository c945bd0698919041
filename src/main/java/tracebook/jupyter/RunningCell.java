package tracebook.jupyter;

import com.google.gson.JsonObject;
import java.io.IOException;

/** One execute request's outputs: its parent header stays with them for ever. */
final class RunningCell implements CellIo {
  private final Message request;
  private final IoPub iopub;
  private final Stdin stdin;
  private final boolean silent;
  private final boolean allowInput;
  private volatile boolean interrupted;

  RunningCell(Message request, IoPub iopub, Stdin stdin, boolean silent, boolean allowInput) {
    this.request = request;
    this.iopub = iopub;
    this.stdin = stdin;
    this.silent = silent;
    this.allowInput = allowInput;
  }

  void interrupt() {
    interrupted = true;
    stdin.cancelAll();
  }

  @Override
  public void stdout(String text) {
    stream("stdout", text);
  }

  @Override
  public void stderr(String text) {
    stream("stderr", text);
  }

  @Override
  public void display(Bundle bundle) {
    publish("display_data", transientTree(bundle, Json.object()));
  }

  @Override
  public void display(Bundle bundle, String displayId) {
    publish("display_data", transientTree(bundle, displayId(displayId)));
  }

  @Override
  public void update(Bundle bundle, String displayId) {
    publish("update_display_data", transientTree(bundle, displayId(displayId)));
  }

  @Override
  public void clear(boolean wait) {
    JsonObject content = Json.object();
    content.addProperty("wait", wait);
    publish("clear_output", content);
  }

  @Override
  public String readLine(String prompt, boolean password) throws IOException {
    if (!allowInput) {
      throw new IOException("This front end takes no input for this cell.");
    }
    return stdin.ask(request, prompt, password);
  }

  @Override
  public boolean interrupted() {
    return interrupted;
  }

  private void stream(String stream, String text) {
    if (!silent && !text.isEmpty()) {
      iopub.stream(request, stream, text);
    }
  }

  private void publish(String type, JsonObject content) {
    if (!silent) {
      iopub.publish(request, type, content);
    }
  }

  private static JsonObject transientTree(Bundle bundle, JsonObject transients) {
    JsonObject content = Json.tree(bundle);
    content.add("transient", transients);
    return content;
  }

  private static JsonObject displayId(String id) {
    JsonObject transients = Json.object();
    transients.addProperty("display_id", id);
    return transients;
  }
}
