package tracebook.jupyter;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.List;

/** The few things that message bodies need, with the protocol's defaults for absent members. */
final class Json {
  static final Gson GSON = new GsonBuilder().disableHtmlEscaping().serializeNulls().create();

  private Json() {}

  static JsonObject object() {
    return new JsonObject();
  }

  static JsonObject ok() {
    JsonObject reply = new JsonObject();
    reply.addProperty("status", "ok");
    return reply;
  }

  static JsonArray array(List<String> texts) {
    JsonArray array = new JsonArray();
    texts.forEach(array::add);
    return array;
  }

  static String string(JsonObject object, String name, String absent) {
    return primitive(object, name) instanceof JsonPrimitive p ? p.getAsString() : absent;
  }

  static boolean flag(JsonObject object, String name, boolean absent) {
    return primitive(object, name) instanceof JsonPrimitive p ? p.getAsBoolean() : absent;
  }

  static int integer(JsonObject object, String name, int absent) {
    return primitive(object, name) instanceof JsonPrimitive p ? p.getAsInt() : absent;
  }

  static JsonObject child(JsonObject object, String name) {
    return object.get(name) instanceof JsonObject child ? child : new JsonObject();
  }

  static JsonObject tree(Bundle bundle) {
    JsonObject content = new JsonObject();
    content.add("data", GSON.toJsonTree(bundle.data()));
    content.add("metadata", GSON.toJsonTree(bundle.metadata()));
    return content;
  }

  private static JsonElement primitive(JsonObject object, String name) {
    JsonElement element = object.get(name);
    return element == null ? com.google.gson.JsonNull.INSTANCE : element;
  }
}
