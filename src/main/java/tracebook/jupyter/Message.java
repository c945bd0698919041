package tracebook.jupyter;

import com.google.gson.JsonObject;
import java.util.List;

/**
 * A message with its routing prefix. Headers stay JSON: a reply must carry its request's header
 * exactly as it came, whatever its type.
 *
 * @param identities the ROUTER's routing frames, or the topic on iopub
 * @param parent the header of the message that this one answers, or empty
 */
record Message(
    List<byte[]> identities,
    JsonObject header,
    JsonObject parent,
    JsonObject metadata,
    JsonObject content) {

  String type() {
    return Json.string(header, "msg_type", "");
  }
}
